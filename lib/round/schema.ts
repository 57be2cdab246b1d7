// What a closed round asks is typed with who takes part.
export { industries, type Industry, sizeBands, type SizeBand } from "@/lib/people/schema"
