import { notFound } from "next/navigation"

/** Whatever no other page answers: only a page inside the layout can show the not-found page in it. */
export default function Rest() {
  notFound()
}
