import { classNames } from "@/components/ui/class-names"
import { seatPositions } from "./seat-positions"

/** Beyond this many seats dots would be dust: the ring becomes an arc. */
const mostDots = 40

/**
 * The signature: a table seen from above, every seat a dot. Taken seats come first,
 * clockwise from the top, then the viewer's own, held ones (at the desk only) and the
 * free ones, so that a dot never tells which seat somebody has.
 *
 * It is decoration for its sentence ("2 of 8 seats free"), which has to stand beside it.
 */
export function RoundTable({
  capacity,
  free,
  held = 0,
  yours = false,
  centre,
  className = "size-14",
}: {
  capacity: number
  free: number
  held?: number
  /** One of the seats that are not free is the viewer's. */
  yours?: boolean
  /** A number or a short fraction in the middle. */
  centre?: string
  className?: string
}) {
  const taken = Math.max(0, capacity - free - held - (yours ? 1 : 0))
  const states = [
    ...Array<string>(taken).fill("taken"),
    ...Array<string>(yours ? 1 : 0).fill("yours"),
    ...Array<string>(held).fill("held"),
  ]
  return (
    <svg viewBox="0 0 100 100" aria-hidden="true" className={classNames("round-table shrink-0", className)}>
      {capacity > mostDots ? (
        <Arc share={(capacity - free) / capacity} />
      ) : (
        <Dots capacity={capacity} states={states} />
      )}
      {centre && <Centre text={centre} room={capacity > mostDots ? 24 : seatPositions(capacity).tableRadius} />}
    </svg>
  )
}

function Dots({ capacity, states }: { capacity: number; states: string[] }) {
  const { dots, dotRadius, tableRadius } = seatPositions(capacity)
  return (
    <>
      {tableRadius > 8 && <circle className="table" cx="50" cy="50" r={tableRadius} />}
      {dots.map(({ x, y }, index) => (
        <circle key={index} className={classNames("seat", states[index])} cx={x} cy={y} r={dotRadius} />
      ))}
    </>
  )
}

function Centre({ text, room }: { text: string; room: number }) {
  return (
    <text x="50" y="51" fontSize={Math.min(28, text.length > 2 ? room * 0.85 : room * 1.1)}>
      {text}
    </text>
  )
}

function Arc({ share }: { share: number }) {
  return (
    <>
      <circle className="table" cx="50" cy="50" r="30" />
      <circle className="seat arc" cx="50" cy="50" r="42" />
      <circle
        className="seat taken arc"
        cx="50"
        cy="50"
        r="42"
        pathLength="100"
        strokeDasharray={`${share * 100} 100`}
        transform="rotate(-90 50 50)"
      />
    </>
  )
}
