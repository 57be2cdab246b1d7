import { z } from "zod"

// What people type, in parts that every form shares. Control characters and lone surrogates are refused, not
// cleaned: a name with a line break is a header injection, and PostgreSQL has no U+0000.

/** One line of text. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "required")
    .max(max, "too_long")
    .refine((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text), "characters")

/** Text of several lines; line ends become "\n". */
export const paragraphs = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, "\n").trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .max(max, "too_long")
        .refine((text) => !/[\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u.test(text), "characters"),
    )

/** An address: lower case, plain ASCII, at most 254 octets, 64 before the @ (RFC 5321, section 4.5.3.1). */
export const emailInput = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "too_long")
  .pipe(z.email("email").refine((email) => email.indexOf("@") <= 64, "email"))

/** As people write a number. */
export const phoneInput = z
  .string()
  .trim()
  .regex(/^\+?[\d\s()/.-]{5,30}$/, "phone")

/** A pattern for LIKE that matches whatever contains this text, as it is written. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`

/** A number as a form sends it. */
export const number = <Schema extends z.ZodType<unknown, number>>(schema: Schema) => z.coerce.number().pipe(schema)

/** A line of text in an address; anything else is none. */
export const lineInAddress = (max: number) => line(max).optional().catch(undefined)

/** A day in an address: of this century or the next, which every zone and PostgreSQL know; anything else is none. */
export const dayInAddress = z.iso
  .date()
  .refine((day) => day >= "2000" && day < "2200")
  .optional()
  .catch(undefined)

/** Ids in addresses are whatever somebody typed; PostgreSQL refuses what is no uuid with an error. */
export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
