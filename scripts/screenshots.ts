import fs from "node:fs"
import { parseArgs } from "node:util"
import { type Browser, chromium, type Page } from "@playwright/test"
import { chromiumLaunch } from "./chromium"
import { startDemoInstance } from "./demo-instance"
import { type Looker, pages, type Shown } from "./pages"
import { becomeHolder, mailbox, Visit } from "./visit"

// Takes the pictures of the gallery from a fresh demo, each page as it is in German on a desk, in light, and some on a
// phone and in the dark; writes docs/gallery.md. With `--look <folder>` every page in both languages, widths and colours
// goes to that folder instead: to look at, not to keep. Names of pictures take only those.

const images = "docs/images"
const owner = "organizer@runde.example"
const { values, positionals: only } = parseArgs({ options: { look: { type: "string" } }, allowPositionals: true })
const lookAt = values.look

type Look = { home: "" | "/en"; width: 1280 | 390; dark: boolean }
const plain: Look = { home: "", width: 1280, dark: false }
const looks: Look[] = [
  plain,
  ...(lookAt
    ? ([
        { home: "", width: 390, dark: true },
        { home: "/en", width: 390, dark: false },
        { home: "/en", width: 1280, dark: true },
      ] as const)
    : ([
        { home: "", width: 390, dark: false },
        { home: "", width: 1280, dark: true },
      ] as const)),
]

const folder = lookAt ?? images
if (only.length === 0) fs.rmSync(folder, { recursive: true, force: true })
fs.mkdirSync(folder, { recursive: true })
// A demo that runs already is quicker at work.
const running = process.env.DEMO_ORIGIN
const demo = running ? { origin: running, stop: async () => {} } : await startDemoInstance({ RATE_LIMIT: "20" })
const launch = await chromiumLaunch()
// Fields for dates speak the language of the browser.
const inGerman = { args: [...launch.args, "--lang=de"], env: { ...(launch.env ?? process.env), LANGUAGE: "de" } }
const browser = await chromium.launch({ ...launch, ...inGerman })
try {
  // The mails of the holder are what the desk shows of mails: they come first.
  for (const who of ["anybody", "holder", "desk"] as const) await takeAll(browser, who)
  if (!lookAt) fs.writeFileSync("docs/gallery.md", gallery())
} finally {
  await browser.close()
  await demo.stop()
}

/** One who looks, in a browser of their own, sees everything in every look. */
async function takeAll(browser: Browser, who: Looker): Promise<void> {
  const context = await browser.newContext({
    ...{ baseURL: demo.origin, viewport: { width: 1280, height: 860 }, locale: "de-DE", timezoneId: "Europe/Berlin" },
    // A picture of a page on its way to the next shows both.
    reducedMotion: "reduce",
  })
  const page = await context.newPage()
  const visit = new Visit(page)
  if (who === "holder")
    await becomeHolder(visit, `clara.winter${running ? `.${Date.now()}` : ""}@winter-anlagen.example`)
  if (who === "desk") await signIn(page)
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: look.width === 390 ? 844 : 860 })
    await page.emulateMedia({ colorScheme: look.dark ? "dark" : "light", reducedMotion: "reduce" })
    for (const shown of pages)
      if (shown.who === who && wanted(shown, look) && (only.length === 0 || only.includes(shown.name)))
        await take(visit, shown, look)
  }
  await context.close()
}

function wanted({ also = [] }: Shown, look: Look): boolean {
  return lookAt !== undefined || look === plain || also.includes(look.dark ? "dark" : "phone")
}

function nameOf({ name }: Shown, { home, width, dark }: Look): string {
  return [name, home && "en", width === 390 && "phone", dark && "dark"].filter(Boolean).join("-")
}

async function take(visit: Visit, shown: Shown, look: Look): Promise<void> {
  const { page } = visit
  await page.goto(look.home + ((await shown.at?.(visit)) ?? shown.route))
  await shown.then?.(page)
  await page.evaluate(() => document.fonts.ready)
  // As long as the page is, but no longer than somebody looks at a picture.
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const least = page.viewportSize()!.height
  const cut = Math.min(height, look.width === 390 ? 1800 : 1500)
  const { data } = await (
    await page.context().newCDPSession(page)
  ).send("Page.captureScreenshot", {
    ...{ format: "webp", quality: 82, captureBeyondViewport: true },
    clip: { x: 0, y: 0, width: look.width, height: shown.name === "palette" ? least : cut, scale: 1 },
  })
  const file = `${folder}/${nameOf(shown, look)}.webp`
  fs.writeFileSync(file, Buffer.from(data, "base64"))
  console.log(file)
}

async function signIn(page: Page): Promise<void> {
  const mail = await mailbox(page, owner)
  await page.goto("/organizer")
  await page.locator("[name=email]").fill(owner)
  await page.keyboard.press("Enter")
  await page.locator("[name=code]").fill((await mail(/(?<=^\s*)\d{6}(?=\s*$)/m)).found[0])
  await page.keyboard.press("Enter")
  await page.locator("#to-do").waitFor()
}

/** All pictures with what they show, as a page. */
function gallery(): string {
  const picture = (shown: Shown, look: Look) => `![${shown.caption}](images/${nameOf(shown, look)}.webp)`
  const parts: [title: string, who: Looker[]][] = [
    ["In public", ["anybody"]],
    ["With a booking", ["holder"]],
    ["At the desk", ["desk"]],
  ]
  const sections = parts.flatMap(([title, who]) => [
    `## ${title}`,
    ...pages
      .filter((shown) => who.includes(shown.who))
      .flatMap((shown) => [
        `### ${shown.caption}`,
        looks
          .filter((look) => wanted(shown, look))
          .map((look) => picture(shown, look))
          .join("\n"),
      ]),
  ])
  return ["# Gallery", "Every page, as `npm run screenshots` finds it in the demo.", ...sections].join("\n\n") + "\n"
}
