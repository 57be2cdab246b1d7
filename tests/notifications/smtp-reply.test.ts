import { describe, expect, it } from "vitest"
import { isAddressGone, readReply } from "@/lib/smtp-reply"

describe("the reply of a mail server", () => {
  it.each([
    ["550 5.1.1 user unknown", true, true],
    ["550-5.1.1 The email account does not exist", true, true],
    ["550 #5.1.0 Address rejected", true, true],
    ["553 5.1.2 no such system", true, true],
    ["556 5.1.10 recipient address has null MX", true, true],
    ["550 5.2.1 mailbox disabled", true, true],
    ["550 mailbox unavailable", true, true],
    ["551 not local", true, true],
    // After DATA a bare 550 is about the message.
    ["550 rejected", false, false],
    ["554 5.1.1 user unknown", false, true],
    ["552 5.2.2 mailbox full", true, false],
    ["552 5.3.4 message too big", false, false],
    ["550 5.7.1 blocked by policy", true, false],
    ["550 5.1.8 bad sender", true, false],
    ["554 transaction failed", true, false],
    ["450 4.1.1 try later", true, false],
    ["421 too busy", true, false],
    // Of another class than its reply.
    ["550 4.1.1 confused", true, true],
  ])("%s", (text, toRecipient, gone) => {
    expect(isAddressGone(readReply(text)!, toRecipient)).toBe(gone)
  })

  it("is none where there is no code", () => {
    expect(readReply("ECONNREFUSED")).toBeNull()
    expect(readReply("1000 x")).toBeNull()
  })
})
