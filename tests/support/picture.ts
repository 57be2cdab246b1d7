import sharp from "sharp"

/** A picture as somebody brings it along: a small square in one colour, or one of another size. */
export const picture = (width = 64, height = width) =>
  sharp({ create: { width, height, channels: 3, background: "#35506b" } })

export const face = () => picture().png().toBuffer()
