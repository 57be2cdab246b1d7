import { desktop, expectAccessible, expectAccessibleInBothLooks, expectNoSidewaysScrolling, test } from "./test"

// Twins of what every journey is watched for: each has to fail.
test.use(desktop)

test.fail("a picture without words is noticed", async ({ page }) => {
  await page.goto("/")
  await page.evaluate(() => document.querySelector("main")?.append(new Image()))
  await expectAccessible(page)
})

test.fail("what sticks out to the side is noticed", async ({ page }) => {
  await page.goto("/")
  await page.evaluate(() => {
    const wide = document.createElement("pre")
    wide.append("x".repeat(2_000))
    document.querySelector("main")?.append(wide)
  })
  await expectNoSidewaysScrolling(page)
})

test.fail("what sticks out only where there are 320 px is noticed", async ({ page }) => {
  await page.goto("/")
  await page.evaluate(() => {
    const wide = document.createElement("p")
    wide.style.width = "400px"
    wide.append("x")
    document.querySelector("main")?.append(wide)
  })
  await expectAccessible(page)
})

test.fail("what cannot be read on a phone in the dark alone is noticed", async ({ page }) => {
  await page.goto("/")
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@media (prefers-color-scheme: dark) and (max-width: 390px) {
      main p { color: #777 !important; background: #888 !important } }`)
    document.adoptedStyleSheets.push(sheet)
  })
  await expectAccessibleInBothLooks(page)
})

test.fail("another host that is asked is noticed", async ({ page }) => {
  await page.goto("/")
  await page.evaluate(() => fetch("https://elsewhere.example/").catch(() => undefined))
})

test.fail("an error in a script is noticed", async ({ page }) => {
  await page.goto("/")
  const thrown = page.waitForEvent("pageerror")
  await page.evaluate(
    () =>
      void setTimeout(() => {
        throw new Error("on purpose")
      }),
  )
  await thrown
})
