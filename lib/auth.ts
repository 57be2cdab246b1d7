import NextAuth, { getServerSession, type NextAuthOptions } from "next-auth"
import { getLocale } from "next-intl/server"
import { cookies } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { NextRequest } from "next/server"
import { cache } from "react"
import { env } from "./env"
import { log } from "./log"
import type { Viewer } from "./people/policy"
import { findViewer } from "./people/queries"
import { redeemTicket } from "./people/redeem-ticket"
import { authSessionMs } from "./people/rules"
import { secretKey } from "./secrets"

declare module "next-auth" {
  interface Session {
    viewer: Viewer | null
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    authSessionId?: string
  }
}

/**
 * The team's sign-in. The proof of a mailbox is ours (lib/people): it ends in a one-time ticket, which is all that
 * next-auth's Credentials provider takes. The JWT carries the id of a row in auth_sessions and nothing else, and
 * every request reads that row, so that signing out, removing somebody and changing a role hold at once.
 */
export function authOptions(): NextAuthOptions {
  const secure = env().PUBLIC_URL.startsWith("https:")
  // next-auth takes its own address from nowhere else.
  process.env.NEXTAUTH_URL = env().PUBLIC_URL
  return {
    secret: secretKey("next-auth").toString("base64url"),
    session: { strategy: "jwt", maxAge: authSessionMs / 1000 },
    cookies: {
      // next-auth takes every cookie that begins with the name of the first for a part of it.
      sessionToken: authCookie("runde_desk", secure),
      csrfToken: authCookie("runde_csrf", secure),
      callbackUrl: authCookie("runde_back", secure),
    },
    pages: { signIn: signInPath, error: signInPath },
    providers: [
      {
        id: "ticket",
        name: "Ticket",
        type: "credentials",
        credentials: { ticket: {} },
        authorize: async (given, request) => {
          const userAgent = String(request.headers?.["user-agent"] ?? "")
          const redeemed = await redeemTicket({ ticket: String(given?.ticket ?? ""), userAgent })
          return redeemed.ok ? { id: redeemed.authSessionId } : null
        },
      },
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ authSessionId: user?.id ?? token.authSessionId }),
      session: async ({ session, token }) => ({
        expires: session.expires,
        viewer: token.authSessionId ? await findViewer(token.authSessionId) : null,
      }),
      // Where to go afterwards is ours to say; an address from outside is not looked at.
      redirect: ({ baseUrl }) => `${baseUrl}/organizer`,
    },
    logger: {
      error: (what) => log.warn({ event: "auth.refused", what }),
      warn: () => {},
      debug: () => {},
    },
  }
}

const signInPath = "/organizer/sign-in"

/** `__Host-` binds a cookie to this host, this path and https; browsers refuse it on plain http (RFC 6265bis, 4.1.3.2). */
export const authCookie = (name: string, secure: boolean) => ({
  name: secure ? `__Host-${name}` : name,
  options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
})

/**
 * What next-auth answers at one of its own addresses, e.g. `["callback", "ticket"]`. Neither a query nor a cookie of
 * the browser says where to go afterwards: next-auth answers 500 when one is not an address.
 */
export async function askNextAuth(request: NextRequest, nextauth: string[]): Promise<Response> {
  const options = authOptions()
  ;(await cookies()).delete(options.cookies?.callbackUrl?.name ?? "")
  const { origin, pathname } = request.nextUrl
  const asked = new NextRequest(origin + pathname, request)
  return NextAuth(options)(asked, { params: Promise.resolve({ nextauth }) }) as Promise<Response>
}

/**
 * Signs this browser in, from within a server action: goes through next-auth's own sign-in with its CSRF token, as
 * its browser part would, so that the form needs no script.
 */
export async function signInWithTicket(ticket: string): Promise<boolean> {
  const base = `${env().PUBLIC_URL}/api/auth`
  const csrf = await askNextAuth(new NextRequest(`${base}/csrf`), ["csrf"])
  await keepCookies(csrf)
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const request = new NextRequest(`${base}/callback/ticket`, {
    method: "POST",
    body: new URLSearchParams({ csrfToken, ticket }),
  })
  const answer = await askNextAuth(request, ["callback", "ticket"])
  await keepCookies(answer)
  return answer.headers.getSetCookie().some((line) => line.startsWith(`${authOptions().cookies?.sessionToken?.name}=`))
}

/** Makes the browser forget its sign-in; the row is ended by `endAuthSessions`. */
export async function forgetSignIn(): Promise<void> {
  const store = await cookies()
  for (const { name, options } of Object.values(authOptions().cookies ?? {})) store.delete({ name, ...options })
}

/** The signed-in member of the team, or null. */
export const getViewer = cache(
  async (): Promise<Viewer | null> => (await getServerSession(authOptions()))?.viewer ?? null,
)

/**
 * The signed-in member of the team, for pages and actions. Strangers are sent to sign in and from there to `path`;
 * for a member who may not, what they asked for does not exist.
 */
export async function requireTeam({
  may,
  path,
}: { may?: (viewer: Viewer) => boolean; path?: string } = {}): Promise<Viewer> {
  const viewer = await getViewer()
  if (!viewer) redirect(await inLocale(path ? `${signInPath}?to=${encodeURIComponent(path)}` : signInPath))
  if (may && !may(viewer)) notFound()
  return viewer
}

const inLocale = async (path: string) => ((await getLocale()) === "de" ? path : `/${await getLocale()}${path}`)

async function keepCookies(answer: Response): Promise<void> {
  const store = await cookies()
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1]
    const { options } = authCookie(name, env().PUBLIC_URL.startsWith("https:"))
    store.set({ name, value: decodeURIComponent(value), ...options, expires: expires ? new Date(expires) : undefined })
  }
}
