import { build } from "../../scripts/build"

/** Global set-up of the tests that start the app: builds it unless that was done. */
export default async function buildOnce(): Promise<void> {
  await build()
}
