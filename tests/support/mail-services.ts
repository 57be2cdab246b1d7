import { generateKeyPairSync } from "node:crypto"

/** What mail services share with the app of a test file: import it before anything that reads settings. */
export const sendgridKeys = generateKeyPairSync("ec", { namedCurve: "P-256" })
export const serviceSecrets = {
  MAIL_EVENTS_POSTMARK: "runde:kein-geheimnis-0123456789",
  MAIL_EVENTS_MAILGUN: "key-0123456789abcdef0123456789abcdef",
  MAIL_EVENTS_SENDGRID: sendgridKeys.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
}
Object.assign(process.env, serviceSecrets)
