import { afterAll, vi } from "vitest"

// The process goes on to the next test file, with the packages it has loaded. What is ours is loaded anew for each, and
// settings that one has changed are as they were.
const settings = { ...process.env }
vi.resetModules()
afterAll(() => {
  // Another object would not set the machine's clock any more.
  for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name]
  Object.assign(process.env, settings)
})
