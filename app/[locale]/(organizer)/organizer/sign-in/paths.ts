/** Where to go after signing in: a page of the desk, and nowhere else, whatever an address says. */
export const deskPath = (to: unknown): string =>
  typeof to === "string" && /^\/organizer(\/[\w-]+)*$/.test(to) ? to : "/organizer"

/** The sign-in page that leads there. */
export const signInPath = (to: unknown): string =>
  deskPath(to) === "/organizer" ? "/organizer/sign-in" : `/organizer/sign-in?to=${encodeURIComponent(deskPath(to))}`

/** Where a second factor is set up, leading on to a page of the desk. */
export const secondFactorPath = (step: "" | "/app" | "/recovery-codes", to: unknown): string =>
  `/organizer/second-factor${step}${deskPath(to) === "/organizer" ? "" : `?to=${encodeURIComponent(deskPath(to))}`}`
