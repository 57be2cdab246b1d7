/** What a reminder is about: a seat at the date to which its session was moved last. */
export const occasionOf = (seatId: string, movedAt: Date | null): string => `${seatId}@${movedAt?.toISOString() ?? ""}`
