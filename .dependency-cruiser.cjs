/**
 * Who may import whom: app → components → types, rules and schema of a domain; app → a domain → plumbing; domains only
 * to their left, those of one stage not each other. A stage may be named before its first file is there.
 */
const stages = [
  ["people"],
  ["sessions"],
  ["bookings"],
  ["waitlist", "subscriptions", "round", "payments"],
  ["invoices"],
  ["conversation"],
  ["numbers"],
  ["notifications"],
  ["transfer"],
]
const domains = stages.flat()
const anyDomain = `^lib/(${domains.join("|")})/`

/** Each domain may not import those beside it and to its right, nor the files in which domains meet. */
const toTheLeft = stages.flatMap((stage, index) =>
  stage.map((domain) => {
    const beside = stage.filter((other) => other !== domain)
    const closed = [...beside, ...stages.slice(index + 1).flat()].map((other) => `${other}/`)
    return {
      name: `${domain}-imports-to-its-left`,
      severity: "error",
      from: { path: `^lib/${domain}/` },
      to: { path: `^lib/(${[...closed, "reactions", "tasks", "auth"].join("|")})` },
    }
  }),
)

module.exports = {
  forbidden: [
    ...toTheLeft,
    {
      name: "a-folder-is-a-domain",
      comment: "What is no part of the domain is a file; a new part has its place among the stages.",
      severity: "error",
      from: {},
      to: { path: "^lib/[^/]+/", pathNot: anyDomain },
    },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true, dependencyTypesNot: ["type-only"] } },
    {
      name: "plumbing-knows-no-domain",
      comment: "Only where domains meet on purpose: reactions, tasks and who is signed in.",
      severity: "error",
      from: { path: "^lib/[^/]+\\.ts$", pathNot: "^lib/(reactions|tasks|auth)\\.ts$" },
      to: { path: anyDomain },
    },
    {
      name: "domains-know-no-framework",
      severity: "error",
      from: { path: anyDomain, pathNot: "^lib/notifications/(templates/|render-mail\\.ts$)" },
      to: { path: "^node_modules/(next|next-auth|next-intl|react|react-dom)/" },
    },
    {
      name: "components-take-props",
      comment: "A component may know the shape of a domain, its rules and its schema; it reads and writes nothing.",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^(app|tests|scripts|prisma)/|^lib/(db|jobs|mail|activity|once)\\.ts$|^lib/[^/]+/",
        pathNot: "^lib/[^/]+/(rules|schema)[a-z-]*\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "only-domains-touch-the-database",
      severity: "error",
      from: { path: "^(app|components)/" },
      to: { path: "^lib/(db|once)\\.ts$|^prisma/generated/(?!enums|browser)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only-notifications-send-mail",
      severity: "error",
      from: { pathNot: "^lib/notifications/|^lib/mail\\.ts$|^tests/" },
      to: { path: "^lib/mail\\.ts$|^node_modules/nodemailer/" },
    },
    {
      name: "only-payments-touch-stripe",
      severity: "error",
      from: { pathNot: "^lib/payments/|^lib/stripe\\.ts$|^tests/" },
      to: { path: "^lib/stripe\\.ts$|^node_modules/stripe/" },
    },
    {
      name: "nothing-imports-app-or-tests",
      severity: "error",
      from: { pathNot: "^(app|tests)/|^proxy\\.ts$|^next\\.config\\.ts$" },
      to: { path: "^(app|tests)/" },
    },
    {
      name: "app-is-not-tested-through-tests",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(tests|scripts)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^prisma/generated/" },
    exclude: { path: "^(\\.next|\\.data)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
}
