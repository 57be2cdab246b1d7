/** What a mail server has answered: the reply code of RFC 5321 and, where there is one, the enhanced code of RFC 3463. */
export type SmtpReply = { code: number; enhanced?: { class: number; subject: number; detail: number } }

/** "550 5.1.1 user unknown", also "550-5.1.1 …" of an answer in several lines; null for what is no reply. */
export function readReply(text: string): SmtpReply | null {
  const [, code, first, subject, detail] = /^([2-5]\d\d)(?:[ -]+#?([245])\.(\d{1,3})\.(\d{1,3})\b)?/.exec(text) ?? []
  if (!code) return null
  // Of an enhanced code of another class than its reply nothing can be said (RFC 2034, section 4).
  const fits = first !== undefined && first === code[0]
  return {
    code: Number(code),
    ...(fits && { enhanced: { class: Number(first), subject: Number(subject), detail: Number(detail) } }),
  }
}

/**
 * Whether a final no says that nobody has this mailbox: an address that is wrong, has moved or takes no mail (RFC 3463,
 * sections 3.2 and 3.3; RFC 7505). A full mailbox, a message that is too large and the rules of the other house
 * (X.7.X) say nothing about the address. Without an enhanced code the reply to RCPT alone tells.
 */
export function isAddressGone(reply: SmtpReply, toRecipient: boolean): boolean {
  if (reply.code < 500) return false
  const { enhanced } = reply
  if (!enhanced || (enhanced.subject === 0 && enhanced.detail === 0))
    return toRecipient && [550, 551, 553].includes(reply.code)
  const { subject, detail } = enhanced
  // X.1.7 and X.1.8 are about the sender's address.
  if (subject === 1) return detail !== 7 && detail !== 8
  return subject === 2 && detail === 1
}
