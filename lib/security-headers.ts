/** What a browser may do with a response: a page with our scripts, or something that is no document of ours. */
export type Document = {
  nonce: string
  https: boolean
  dev?: boolean
  /** Where the team signs in and keeps its passkeys. */
  passkeys?: boolean
  /** Where a form of this page may lead to beside us: to pay there, or into a meeting. */
  leadsTo?: string
}

/**
 * The headers of every response.
 *
 * Scripts run by nonce only; 'strict-dynamic' lets those load the rest, and browsers that know it ignore 'self'.
 * Styles come from our files or carry the nonce: there is no `style` attribute in our markup, so nothing is allowed
 * inline. What is not a page (JSON, files) may load nothing at all, should a browser ever show it as one.
 * @param document null for what is not a page
 */
export function securityHeaders(document: Document | null, https = document?.https ?? false): Record<string, string> {
  return {
    "Content-Security-Policy": document ? pagePolicy(document) : bare,
    ...(https && { "Strict-Transport-Security": "max-age=63072000" }),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": document?.passkeys ? permissions.replace(noPasskeys, ownPasskeys) : permissions,
  }
}

const bare = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Also what Next reads the nonce from, on the request. The development server needs eval and inline styles. */
export function pagePolicy({ nonce, https, dev = false, leadsTo }: Document): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "manifest-src 'self'",
    "frame-src 'self'",
    // Browsers hold the answer to a form to it too.
    `form-action 'self'${leadsTo ? ` ${leadsTo}` : ""}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ")
}

const noPasskeys = "publickey-credentials-create=(), publickey-credentials-get=()"
const ownPasskeys = "publickey-credentials-create=(self), publickey-credentials-get=(self)"

const permissions = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"],
  ...[
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
  ],
]
  .map((feature) => `${feature}=()`)
  .join(", ")
