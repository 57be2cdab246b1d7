import { afterAll, vi } from "vitest"

// The process goes on to the next test file, with the packages it has loaded. What is ours is loaded anew for each, and
// settings that one has changed are as they were.
const settings = { ...process.env }
vi.resetModules()
afterAll(() => {
  process.env = settings
})
