import { type APIRequestContext, expect } from "@playwright/test"

export type Message = {
  id: string
  to: string
  subject: string
  text: string
  html: string
  ics?: string
  createdAt: string
}

/** The mailbox of one person in the demo. */
export class Mailbox {
  constructor(
    private readonly request: APIRequestContext,
    readonly address: string,
  ) {}

  /** Everything that has arrived, newest first. */
  async messages(): Promise<Message[]> {
    const answer = await this.request.get(`/api/demo/mail?to=${encodeURIComponent(this.address)}`)
    expect(answer.ok()).toBe(true)
    return ((await answer.json()) as { messages: Message[] }).messages
  }

  /** Waits until the mail number `count` has arrived, and gives the newest back. */
  async next(count: number, { within = 15_000 } = {}): Promise<Message> {
    await expect
      .poll(async () => (await this.messages()).length, { message: `mails to ${this.address}`, timeout: within })
      .toBeGreaterThanOrEqual(count)
    const messages = await this.messages()
    return messages[messages.length - count]!
  }

  /** The code in mail number `count`. */
  async code(count = 1): Promise<string> {
    return codeIn(await this.next(count))
  }
}

const code = /^\s*(\d{3}\s?\d{3})\s*$/m

export const hasCode = ({ text }: Message): boolean => code.test(text)

/** The six digits of a mail. */
export function codeIn({ subject, text }: Message): string {
  const [, digits] = code.exec(text) ?? []
  if (!digits) throw new Error(`no code in "${subject}"`)
  return digits.replace(/\s/, "")
}

/** The path of the first link of a mail that leads to a place such as "/verify/". */
export function linkIn({ subject, text }: Message, place: string): string {
  const link = (text.match(/https?:\/\/\S+/g) ?? []).find((url) => url.includes(place))
  if (!link) throw new Error(`no link to ${place} in "${subject}"`)
  const { pathname, search } = new URL(link)
  return pathname + search
}
