import { AxeBuilder } from "@axe-core/playwright"
import { test as base, type BrowserContext, type BrowserContextOptions, expect, type Page } from "@playwright/test"

export { expect }

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
export const desktop = { viewport: { width: 1280, height: 900 } }

type Fixtures = {
  /** Another person's browser, or the same person's other device: nothing is shared with `page`. */
  device: (options?: BrowserContextOptions) => Promise<Page>
  /** What no journey may cause: requests to other hosts, refusals by the policy, errors in scripts. */
  complaints: string[]
}

/** A test whose browsers are watched: it fails when a page asks another host, breaks the policy or throws. */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({}, provide) => {
      const complaints: string[] = []
      await provide(complaints)
      expect(complaints, "in the console and on the network").toEqual([])
    },
    { auto: true },
  ],
  context: async ({ context, complaints, baseURL }, provide) => {
    watch(context, complaints, baseURL)
    await provide(context)
  },
  device: async ({ browser, complaints, baseURL, contextOptions, locale, colorScheme, viewport }, provide) => {
    const contexts: BrowserContext[] = []
    await provide(async (options) => {
      const context = await browser.newContext({
        ...contextOptions,
        baseURL,
        locale,
        colorScheme,
        viewport,
        ...options,
      })
      contexts.push(context)
      watch(context, complaints, options?.baseURL ?? baseURL)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

function watch(context: BrowserContext, complaints: string[], origin = ""): void {
  context.on("request", (request) => {
    const url = new URL(request.url())
    const own = url.origin === origin || url.protocol === "data:" || url.protocol === "blob:"
    if (!own) complaints.push(`asks another host: ${url.href}`)
  })
  context.on("console", (message) => {
    // A page that answers 404 is reported here too, and is meant to be one.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      complaints.push(`${message.page()?.url()} says: ${message.text()}`)
    }
  })
  context.on("weberror", (error) => complaints.push(`${error.page()?.url()} throws: ${error.error().message}`))
}

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

/** The page keeps to WCAG 2.2 AA, as far as a machine can tell, and fits its width and 320 px (1.4.10). */
export async function expectAccessible(page: Page): Promise<void> {
  await page.waitForLoadState()
  await expectRulesKept(page)
  await expectNoSidewaysScrolling(page)
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 320, height: 700 })
  await expectNoSidewaysScrolling(page)
  await page.setViewportSize(size)
}

/** The same from one load of a page at 1280 px: there, and at 390 px in the other colours, light or dark. */
export async function expectAccessibleInBothLooks(page: Page): Promise<void> {
  await expectAccessible(page)
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)
  await page.emulateMedia({ colorScheme: isDark ? "light" : "dark" })
  await page.setViewportSize(phone.viewport)
  await expectRulesKept(page)
  await expectNoSidewaysScrolling(page)
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(desktop.viewport)
}

async function expectRulesKept(page: Page): Promise<void> {
  // In the moment in which a page takes another's place it has no title yet and may not even be readable: what is
  // found then is asked for once more.
  let broken = await brokenRules(page).catch(() => ["not readable"])
  if (broken.length > 0) {
    await page.waitForLoadState()
    broken = await brokenRules(page)
  }
  expect.soft(broken, `accessibility of ${page.url()}`).toEqual([])
}

async function brokenRules(page: Page): Promise<string[]> {
  await expect(page).toHaveTitle(/./)
  // A colour on its way to another cannot be judged.
  await page.evaluate(() => {
    for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish()
  })
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`)
}

/** Nothing sticks out to the side. */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [content, width] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return [scrollWidth, clientWidth] as const
  })
  expect.soft(content, `width of ${page.url()}`).toBeLessThanOrEqual(width)
}
