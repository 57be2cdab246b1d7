/** A number as people write it, for the telephone. */
export const callHref = (phone: string): string => `tel:${phone.replace(/[^+\d]/g, "")}`
