import sharp from "sharp"
import { beforeEach, describe, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { paletteOf } from "@/lib/palette"
import { renderMail } from "@/lib/notifications/render-mail"
import { chooseAccent } from "@/lib/sessions/choose-accent"
import { editHouse, houseRevision } from "@/lib/sessions/edit-house"
import { findPortrait, findPortraitHash } from "@/lib/sessions/queries-portrait"
import { removePortrait } from "@/lib/sessions/remove-portrait"
import { houseInput, type SettingsData } from "@/lib/sessions/schema"
import { savePortrait } from "@/lib/sessions/save-portrait"
import { defaultSettings, getSettings, saveSettings } from "@/lib/sessions/settings"
import { rowOf } from "../notifications/examples"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { constraint, pause, replaced } from "../support/twin"
import { picture } from "../support/picture"

const by = { actor: system }
const photograph = (width: number, height: number) =>
  picture(width, height).withExif({
    IFD0: { Artist: "Quilla Zwirnstein", Make: "Kamera" },
    IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1" },
  })
/** A program as much as a picture. */
const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script>alert(1)</script></svg>',
)
/** Small to send, huge to unpack. */
const makeBomb = () =>
  sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#000000" } })
    .png({ compressionLevel: 9 })
    .toBuffer()
const done = async (bytes: Uint8Array) => {
  const saved = await savePortrait({ bytes }, by)
  if (!saved.ok) throw new Error(saved.reason)
  return Buffer.from((await findPortrait(saved.hash))!)
}
const kinds = async () => (await db.activity.findMany({ orderBy: { at: "asc" } })).map(({ kind }) => kind)

beforeEach(() => renewOwnDatabase())

describe("the portrait", () => {
  it.each(["jpeg", "png", "webp"] as const)("is taken as %s and kept as a small square", async (format) => {
    const kept = await done(await photograph(1600, 900).toFormat(format).toBuffer())
    expect(await sharp(kept).metadata()).toMatchObject({ format: "webp", width: 640, height: 640 })
    expect(kept.length).toBeLessThan(100_000)
  })

  it("says nothing of where it was taken and by whom", async () => {
    const taken = await photograph(900, 900).jpeg().toBuffer()
    expect(taken.includes("Quilla")).toBe(true)
    const kept = await done(taken)
    const { exif, icc, xmp, iptc } = await sharp(kept).metadata()
    expect([exif, icc, xmp, iptc]).toEqual([undefined, undefined, undefined, undefined])
    expect(kept.includes("Quilla")).toBe(false)
  })

  it("stands upright, however the camera was held", async () => {
    const half = await sharp({ create: { width: 400, height: 200, channels: 3, background: "#ffffff" } })
      .png()
      .toBuffer()
    const lying = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#000000" } })
      .composite([{ input: half, top: 0, left: 0 }])
      .withExif({ IFD0: {} })
      .withMetadata({ orientation: 3 })
      .jpeg()
      .toBuffer()
    const { data, info } = await sharp(await done(lying))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const brightness = (y: number) => data[(y * info.width + 320) * info.channels]!
    expect([brightness(100) < 60, brightness(540) > 200]).toEqual([true, true])
  })

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a text", Buffer.from("no picture")],
    ["a drawing", drawing],
    [
      "a drawing behind the beginning of a photograph",
      Buffer.from("\xff\xd8\xff<svg xmlns='http://www.w3.org/2000/svg'/>", "latin1"),
    ],
    ["half a photograph", null],
    ["a film", Buffer.from("GIF89a")],
  ])("is refused as %s, and the one before stays", async (_, bytes) => {
    const before = await done(await photograph(300, 300).png().toBuffer())
    const whole = await sharp({
      create: {
        width: 1200,
        height: 1200,
        channels: 3,
        background: "#111111",
        noise: { type: "gaussian", mean: 90, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer()
    expect(await savePortrait({ bytes: bytes ?? whole.subarray(0, whole.length / 3) }, by)).toEqual({
      ok: false,
      reason: "picture_unreadable",
    })
    expect(Buffer.from((await findPortrait((await findPortraitHash())!))!)).toEqual(before)
  })

  it("is refused when it is huge: sent, or unpacked", async () => {
    expect(await savePortrait({ bytes: new Uint8Array(10 * 1024 ** 2 + 1) }, by)).toMatchObject({
      reason: "picture_too_large",
    })
    const bomb = await makeBomb()
    expect(bomb.length).toBeLessThan(2 * 1024 ** 2)
    expect(await savePortrait({ bytes: bomb }, by)).toMatchObject({ reason: "picture_unreadable" })
  })

  it("twin: the same drawing and the same bomb are read by a decoder that is left to itself", async () => {
    expect(await sharp(drawing).webp().toBuffer({ resolveWithObject: true })).toMatchObject({ info: { width: 64 } })
    const bomb = sharp(await makeBomb(), { limitInputPixels: false })
    expect(await bomb.webp().resize(64).toBuffer({ resolveWithObject: true })).toMatchObject({ info: { width: 64 } })
  })

  const exchange = () => ownDatabase().query("UPDATE portraits SET bytes = 'other'")
  const addSecond = () => ownDatabase().query("INSERT INTO portraits SELECT 2, hash, bytes, updated_at FROM portraits")

  it("has its hash as its address, and the database sees to that", async () => {
    await done(await photograph(300, 300).png().toBuffer())
    expect(await findPortrait("0".repeat(64))).toBeNull()
    await expect(exchange()).rejects.toThrow(/portraits_hash_true/)
    await expect(addSecond()).rejects.toThrow(/portraits_one/)
  })

  it("twin: without the constraints it is another under the same address, and there are two", async () => {
    await done(await photograph(300, 300).png().toBuffer())
    const hash = (await findPortraitHash())!
    for (const name of ["portraits_hash_true", "portraits_one"])
      await ownDatabase().query(constraint("portraits", name))
    await exchange()
    expect(Buffer.from((await findPortrait(hash))!).toString()).toBe("other")
    await addSecond()
    expect(await ownDatabase().query("SELECT id FROM portraits")).toHaveLength(2)
  })

  it("is removed, which is logged once", async () => {
    const bytes = await photograph(300, 300).png().toBuffer()
    await done(bytes)
    await removePortrait(by)
    await removePortrait(by)
    expect(await findPortraitHash()).toBeNull()
    expect(await kinds()).toEqual(["settings.portrait_changed", "settings.portrait_removed"])
  })
})

describe("the colour", () => {
  it("that cannot be read is refused with the nearest that can, and nothing changes", async () => {
    const refused = await chooseAccent({ accent: "#ffcc00" }, by)
    expect(refused).toEqual({ ok: false, reason: "accent_pale", contrast: 1.4, nearest: "#846800" })
    expect((await getSettings()).accent).toBe(defaultSettings.accent)
    expect(await chooseAccent({ accent: "#846800" }, by)).toEqual({ ok: true })
    expect((await getSettings()).accent).toBe("#846800")
  })

  it("is the one of mails, in light and dark", async () => {
    const html = async () => (await renderMail(rowOf("confirmed"), { mask: false })).html
    expect(await html()).toContain("background-color:#1f4d44")
    await chooseAccent({ accent: "#5b2a4e" }, by)
    expect(await html()).toContain("background-color:#5b2a4e")
    expect(await html()).toContain(paletteOf("#5b2a4e").dark.accent)
    expect(await html()).not.toMatch(/#1f4d44|#93cbb9/)
  })
})

describe("settings that are saved in parts", () => {
  const saved = { languages: "en_de", accent: "#5b2a4e", region: "BY" } as const
  const saveAtOnce = async () => {
    await saveSettings({ ...defaultSettings, name: "Tafelrunde" }, by)
    await ownDatabase().query(pause("UPDATE", "settings", 300))
    const { languages, accent, region } = saved
    await Promise.all([{ languages }, { accent }, { region }].map((part) => saveSettings(part, by)))
    return getSettings()
  }

  it("leave the others as they are, also several at the same moment", async () => {
    expect(await saveAtOnce()).toMatchObject({ name: "Tafelrunde", ...saved })
  })

  it("twin: without the lock the last takes back what the others have saved", async () => {
    await renewOwnDatabase({ without: replaced("lock_settings", " FOR NO KEY UPDATE", "") })
    expect(await saveAtOnce()).not.toMatchObject(saved)
  })

  it("begin from the placeholders, and only what is set is logged as changed", async () => {
    await saveSettings({ languages: "de" }, by)
    expect(await getSettings()).toEqual({ ...defaultSettings, languages: "de" })
    await saveSettings({ languages: "en" }, by)
    const last = await db.activity.findFirstOrThrow({ orderBy: { at: "desc" } })
    expect(last.detail).toEqual({ before: { languages: "de" }, after: { languages: "en" }, texts: [] })
  })
})

describe("the house, edited by two", () => {
  const name = async () => (await getSettings()).name
  const edit = async (revision: string, change: Partial<SettingsData>) =>
    editHouse({ revision, house: { ...houseInput.parse(await getSettings()), ...change } }, by)
  const read = async () => houseRevision(await getSettings())

  it("is told to the second, who saves on purpose or not at all", async () => {
    const both = await read()
    expect(await edit(both, { name: "Tafelrunde" })).toEqual({ ok: true })
    expect(await edit(both, { region: "BY" })).toEqual({ ok: false, reason: "stale_revision" })
    expect(await getSettings()).toMatchObject({ name: "Tafelrunde", region: null })
    expect(await edit(await read(), { region: "BY" })).toEqual({ ok: true })
    expect(await getSettings()).toMatchObject({ name: "Tafelrunde", region: "BY" })
  })

  it("minds nothing that another page sets", async () => {
    const before = await read()
    await saveSettings({ accent: "#5b2a4e", languages: "de" }, by)
    expect(await read()).toBe(before)
    expect(await edit(before, { name: "Tafelrunde" })).toEqual({ ok: true })
    expect(await getSettings()).toMatchObject({ name: "Tafelrunde", accent: "#5b2a4e", languages: "de" })
  })

  /** How many of two that save at the same moment, on what both have read, are told that it is saved. */
  async function saved(without = ""): Promise<number> {
    await renewOwnDatabase({ without: pause("UPDATE", "settings", 500) + without })
    await saveSettings({ name: "Tafelrunde" }, by)
    const both = await read()
    const house = houseInput.parse(await getSettings())
    const edits = ["Rundtisch", "Tischrunde"].map((name) =>
      editHouse({ revision: both, house: { ...house, name } }, by),
    )
    const answers = await Promise.all(edits)
    expect(["Rundtisch", "Tischrunde"]).toContain(await name())
    return answers.filter(({ ok }) => ok).length
  }

  it("is saved by one of two at the same moment", async () => expect(await saved()).toBe(1))
  it("twin: is saved by both without the lock, and one of them is lost", async () =>
    expect(await saved(replaced("lock_settings", " FOR NO KEY UPDATE", ""))).toBe(2))
})
