import { z } from "zod"

const within = (least: number, most: number) => z.coerce.number().int().min(least).max(most).nullable().default(null)

/** When the people of a format are reminded and asked, as it is typed; an empty field is something that does not happen. */
export const reminderRules = z
  .object({
    days: within(1, 60),
    questionDays: within(1, 10),
    againDays: within(1, 9),
    minutes: within(10, 240),
    atTime: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time_of_day")
      .nullable()
      .default(null),
  })
  .refine(({ questionDays, againDays }) => againDays === null || (questionDays !== null && againDays < questionDays), {
    path: ["againDays"],
    message: "again_later",
  })
