import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto"
import { isoCBOR } from "@simplewebauthn/server/helpers"

type Ceremony = { challenge: string; rpId?: string; rp?: { id?: string } }

/**
 * An authenticator in software, as WebAuthn level 3 describes one: makes one passkey and signs with it. Like those that
 * are kept in a cloud its counter stays 0, unless it is told to count.
 */
export function authenticator({ origin = "http://localhost:3000", counts = false, verifies = true } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const id = randomBytes(32)
  const rpId = new URL(origin).hostname
  let counter = 0

  const clientData = (type: string, challenge: string, at = origin) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: at, crossOrigin: false }))
  const authData = (flags: number, more: Buffer = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counts ? counter++ : 0)
    const seen = 0b1 | (verifies ? 0b100 : 0) | flags
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.from([seen]), count, more])
  }
  const credential = (response: Record<string, string | string[]>) => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key" as const,
    response,
    clientExtensionResults: {},
  })

  return {
    id: id.toString("base64url"),
    /** Answers `navigator.credentials.create`. */
    create({ challenge }: Ceremony) {
      const { x = "", y = "" } = publicKey.export({ format: "jwk" })
      const key = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(Buffer.from(x, "base64url"))],
          [-3, new Uint8Array(Buffer.from(y, "base64url"))],
        ]),
      )
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, Buffer.from(key)])
      const attestationObject = isoCBOR.encode(
        new Map<string, string | Map<string, never> | Uint8Array>([
          ["fmt", "none"],
          ["attStmt", new Map<string, never>()],
          ["authData", new Uint8Array(authData(0b1000000, attested))],
        ]),
      )
      return credential({
        clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"),
        attestationObject: Buffer.from(attestationObject).toString("base64url"),
        transports: ["internal"],
      })
    },
    /** Answers `navigator.credentials.get`; `at` is the page it happens on. */
    get({ challenge }: Ceremony, { at }: { at?: string } = {}) {
      const data = authData(0)
      const client = clientData("webauthn.get", challenge, at)
      const signed = createSign("sha256").update(data).update(createHash("sha256").update(client).digest())
      return credential({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signed.sign(privateKey).toString("base64url"),
      })
    },
  }
}
