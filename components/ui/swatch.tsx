/** A colour as a dot. Its name stands beside it. */
export const Swatch = ({ colour }: { colour: string }) => (
  <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 shrink-0">
    <circle cx="10" cy="10" r="10" fill={colour} />
  </svg>
)
