import { received } from "../support/mail-server"
import { describe, expect, it } from "vitest"
import { deliver, type MailError, type OutgoingMail } from "@/lib/mail"

const mail: OutgoingMail = {
  ...{
    from: { name: "Runde", address: "kontakt@runde.example" },
    replyTo: { name: "Erika Beispiel", address: "kontakt@runde.example" },
  },
  ...{
    to: "petra@muster.example",
    subject: "Ihr Platz am Do., 14.01.2027",
    text: "Text",
    html: "<p>Text</p>",
    messageId: "<1@runde.example>",
  },
}

const refused: [string, Partial<OutgoingMail>][] = [
  ["a second address", { to: "petra@muster.example, eve@evil.example" }],
  ["a second address in brackets", { to: "petra@muster.example>,<eve@evil.example" }],
  ["a group", { to: "all:petra@muster.example,eve@evil.example;" }],
  ["a line break in the address", { to: "petra@muster.example\r\nBcc: eve@evil.example" }],
  ["a name before the address", { to: "Petra <petra@muster.example>" }],
  ["a quoted local part", { to: '"petra@muster.example eve"@evil.example' }],
  ["no address", { to: "petra" }],
  ["an empty address", { to: "" }],
  ["a line break in the subject", { subject: "Ihr Platz\r\nBcc: eve@evil.example" }],
  ["a lone line feed in the subject", { subject: "Ihr Platz\nBcc: eve@evil.example" }],
  [
    "a line break in the sender's name",
    { from: { name: "Runde\r\nBcc: eve@evil.example", address: "kontakt@runde.example" } },
  ],
  ["a separator of lines in the name", { replyTo: { name: "Erika\u2028Bcc: eve", address: "kontakt@runde.example" } }],
  ["a second sender", { from: { name: "Runde", address: "a@b.example, c@d.example" } }],
  ["a line break in the Message-ID", { messageId: "<1@x>\r\nBcc: eve@evil.example" }],
]

describe("what would reach further than one mailbox", () => {
  it.each(refused)("%s is refused for good", async (_, fields) => {
    await expect(deliver({ ...mail, ...fields })).rejects.toMatchObject({
      name: "MailError",
      permanent: true,
    } satisfies Partial<MailError>)
    expect(received).toEqual([])
  })

  it("stays text in the body", async () => {
    const text = "Guten Tag Petra\r\nBcc: eve@evil.example\r\n.\r\nRCPT TO:<eve@evil.example>,"
    await deliver({ ...mail, text })
    const [only] = received
    expect(received).toHaveLength(1)
    expect(only?.to).toEqual(["petra@muster.example"])
    expect(only?.mail.bcc).toBeUndefined()
    expect(only?.mail.text).toContain("RCPT TO:<eve@evil.example>")
  })
})
