/** The mark: a table for eight with three seats free. */
export function Logo({ className = "size-8.5" }: { className?: string }) {
  return (
    <svg viewBox="0 0 34 34" aria-hidden="true" className={`round-table shrink-0 ${className}`}>
      <circle className="table" cx="17" cy="17" r="6.7" />
      {seats.map(([x, y], index) => (
        <circle key={index} className={index < 5 ? "seat taken" : "seat"} cx={x} cy={y} r="3" />
      ))}
    </svg>
  )
}

const seats = [
  [17, 4.5],
  [25.84, 8.16],
  [29.5, 17],
  [25.84, 25.84],
  [17, 29.5],
  [8.16, 25.84],
  [4.5, 17],
  [8.16, 8.16],
]
