import NextAuth, { getServerSession, type NextAuthOptions } from "next-auth"
import { getLocale } from "next-intl/server"
import { cookies } from "next/headers"
import { notFound, redirect } from "next/navigation"
import { NextRequest } from "next/server"
import { cache } from "react"
import { env } from "./env"
import { log } from "./log"
import { isComplete, type Viewer } from "./people/policy"
import { findViewer } from "./people/queries"
import { redeemTicket } from "./people/redeem-ticket"
import { authSessionMs } from "./people/rules"
import { ownCookie } from "./own-cookie"
import { signInCookie, signInSecret } from "./sign-in-cookie"

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
  // next-auth takes its own address from nowhere else.
  process.env.NEXTAUTH_URL = env().PUBLIC_URL
  return {
    secret: signInSecret(),
    session: { strategy: "jwt", maxAge: authSessionMs / 1000 },
    cookies: authCookies(),
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
const secondFactorPath = "/organizer/second-factor"

// next-auth takes every cookie that begins with the name of the first for a part of it.
const authCookies = () => ({
  sessionToken: signInCookie(),
  csrfToken: ownCookie("runde_csrf"),
  callbackUrl: ownCookie("runde_back"),
})

/**
 * What next-auth answers at one of its own addresses, e.g. `["callback", "ticket"]`. Neither a query nor a cookie of
 * the browser says where to go afterwards: next-auth answers 500 when one is not an address.
 */
export async function askNextAuth(request: NextRequest, nextauth: string[]): Promise<Response> {
  ;(await cookies()).delete(authCookies().callbackUrl.name)
  const { origin, pathname } = request.nextUrl
  const handler = NextAuth(authOptions()) as (request: NextRequest, context: object) => Promise<Response>
  return handler(new NextRequest(origin + pathname, request), { params: Promise.resolve({ nextauth }) })
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
  return answer.headers.getSetCookie().some((line) => line.startsWith(`${authCookies().sessionToken.name}=`))
}

/** Makes the browser forget its sign-in; the row is ended by `endAuthSessions`. */
export async function forgetSignIn(): Promise<void> {
  const store = await cookies()
  for (const { name, options } of Object.values(authCookies())) store.delete({ name, ...options })
}

/**
 * Whoever is signed in, also incompletely: for the pages on which a second factor is set up and for signing out, and for
 * nothing else.
 */
export const getSignedIn = cache(
  async (): Promise<Viewer | null> => (await getServerSession(authOptions()))?.viewer ?? null,
)

/** The signed-in member of the team, or null; also null while the second factor is missing that is required of all. */
export async function getViewer(): Promise<Viewer | null> {
  const viewer = await getSignedIn()
  return viewer && isComplete(viewer, env().SECOND_FACTOR) ? viewer : null
}

/**
 * The signed-in member of the team, for pages and actions. Strangers are sent to sign in and from there to `path`, who
 * has signed in by mail alone to their second factor; for a member who may not, what they asked for does not exist.
 */
export async function requireTeam({
  may,
  path,
}: { may?: (viewer: Viewer) => boolean; path?: string } = {}): Promise<Viewer> {
  const viewer = await requireSignedIn({ path })
  if (!isComplete(viewer, env().SECOND_FACTOR)) redirect(await inLocale(withTarget(secondFactorPath, path)))
  if (may && !may(viewer)) notFound()
  return viewer
}

/** Whoever is signed in, also incompletely (`getSignedIn`); strangers are sent to sign in. */
export async function requireSignedIn({ path }: { path?: string } = {}): Promise<Viewer> {
  return (await getSignedIn()) ?? redirect(await inLocale(withTarget(signInPath, path)))
}

const withTarget = (page: string, path?: string) => (path ? `${page}?to=${encodeURIComponent(path)}` : page)

const inLocale = async (path: string) => ((await getLocale()) === "de" ? path : `/${await getLocale()}${path}`)

async function keepCookies(answer: Response): Promise<void> {
  const store = await cookies()
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1]
    store.set({
      name,
      value: decodeURIComponent(value),
      ...ownCookie(name).options,
      expires: expires ? new Date(expires) : undefined,
    })
  }
}
