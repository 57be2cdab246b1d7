import { countryName } from "@/lib/country-name"
import { mm, type Pen, penOf } from "./pdf-pen"
import { suppliedOf } from "./rules"
import { giroCode, ibanGroups } from "./rules-giro"
import type { InvoiceContent } from "./schema"
import { words, type Words } from "./words"

const [left, right, bottom] = [mm(25), mm(190), mm(262)]
const width = right - left
const column = { supplied: left + mm(92), vat: left + mm(120), net: left + mm(137) }

type Sheet = { document: PDFKit.PDFDocument; pen: Pen; content: InvoiceContent; spoken: Words; y: number }

/** Draws all pages: a letter for a window envelope (DIN 5008, form B) with the lines, what they come to and how to pay. */
export function drawDocument(document: PDFKit.PDFDocument, content: InvoiceContent): void {
  const sheet: Sheet = { document, pen: penOf(document), content, spoken: words(content.language), y: mm(106) }
  drawHead(sheet)
  drawTitle(sheet)
  drawLines(sheet)
  drawTotals(sheet)
  drawNotes(sheet)
  if (content.payment === "transfer") drawTransfer(sheet)
  drawFeet(sheet)
}

function drawHead({ pen, content, spoken }: Sheet): void {
  const { seller, buyer, house } = content
  pen.text(house, left, mm(18), width, { face: "title", size: 17 })
  const sender = `${seller.name} · ${seller.street} · ${seller.postalCode} ${seller.city}`
  pen.text(sender, left, mm(51), mm(80), { size: 7, colour: "soft" })
  const address = [buyer.name, buyer.street, `${buyer.postalCode} ${buyer.city}`, ...countryOf(content)]
  pen.text(address.join("\n"), left, mm(58), mm(80), { size: 10.5, gap: 3 })
  let y = mm(51)
  for (const [label, value] of factsOf(content, spoken)) {
    pen.text(label, mm(122), y, mm(30), { size: 8.5, colour: "soft" })
    y += pen.text(value, mm(152), y - 1, right - mm(152), { face: "figures", size: 10 }) + 2
  }
}

/** Of a letter that crosses a border. */
const countryOf = ({ buyer, seller, language }: InvoiceContent): string[] =>
  buyer.country === seller.country ? [] : [countryName(buyer.country, language).toUpperCase()]

function factsOf(content: InvoiceContent, { say, day }: Words): [string, string][] {
  const supplied = suppliedOf(content)
  const facts: [string, string | null | undefined][] = [
    [say("facts.number"), content.reference],
    [say("facts.issued"), day(content.issuedOn)],
    [say("facts.supplied"), supplied.length === 1 ? day(supplied[0] as string) : null],
    [say("facts.due"), content.dueOn && day(content.dueOn)],
    [say("facts.booking"), content.bookingReference],
    [say("facts.po"), content.poNumber],
    [say("facts.costCentre"), content.costCentre],
    [say("facts.buyerReference"), content.buyerReference],
    [say("facts.buyerVatId"), content.buyer.vatId],
  ]
  return facts.flatMap(([label, value]) => (value ? [[label, value] as [string, string]] : []))
}

function drawTitle(sheet: Sheet): void {
  const { pen, content, spoken } = sheet
  const { corrects } = content
  const title = spoken.say(corrects ? (corrects.whole ? "title.whole" : "title.part") : "title.invoice")
  sheet.y += pen.text(`${title} ${content.reference}`, left, sheet.y, width, { face: "title", size: 23 }) + 8
  if (corrects) sheet.y += pen.text(content.notes[0] as string, left, sheet.y, width) + 6
  sheet.y += 10
}

function drawLines(sheet: Sheet): void {
  const { pen, content, spoken } = sheet
  drawColumns(sheet)
  const rows = [
    ...content.lines,
    ...content.allowances.map(({ reason, netCents, ...rate }) => ({
      ...{ name: reason, detail: null, suppliedOn: null, netCents: -netCents, ...rate },
    })),
  ]
  for (const { name, detail, suppliedOn, netCents, category, rateBasisPoints } of rows) {
    const space = column.supplied - left - mm(4)
    const high = pen.height(name, space) + (detail ? pen.height(detail, space, { size: 8.5 }) + 2 : 0)
    if (makeRoom(sheet, high + 14)) drawColumns(sheet)
    const top = sheet.y + 7
    let y = top + pen.text(name, left, top, space)
    if (detail) y += pen.text(detail, left, y + 2, space, { size: 8.5, colour: "soft" }) + 2
    if (suppliedOn) pen.text(spoken.day(suppliedOn), column.supplied, top - 1, mm(27), { face: "figures", size: 10 })
    const rate = spoken.say(`table.rate.${category}`, { percent: spoken.percent(rateBasisPoints) })
    pen.text(rate, column.vat, top, mm(16), { align: "right" })
    pen.text(spoken.money(netCents), column.net, top - 1, right - column.net, { ...figures })
    sheet.y = y + 7
    pen.rule(left, sheet.y, width)
  }
  sheet.y += 8
}

const figures = { face: "figures", size: 10.5, align: "right" } as const

function drawColumns(sheet: Sheet): void {
  const { pen, spoken } = sheet
  const style = { size: 8, colour: "soft" } as const
  pen.text(spoken.say("table.line"), left, sheet.y, mm(80), style)
  pen.text(spoken.say("table.supplied"), column.supplied, sheet.y, mm(30), style)
  pen.text(spoken.say("table.vat"), column.vat, sheet.y, mm(16), { ...style, align: "right" })
  pen.text(spoken.say("table.net"), column.net, sheet.y, right - column.net, { ...style, align: "right" })
  sheet.y += 15
  pen.rule(left, sheet.y, width, 0.8)
}

type Total = [label: string, cents: number, strong?: "strong"]

function drawTotals(sheet: Sheet): void {
  const { pen, content, spoken } = sheet
  const { totals } = content
  const { say, money, percent } = spoken
  const rows: Total[] = [
    [say("totals.net"), totals.netCents],
    ...content.vat.map(({ category, rateBasisPoints, netCents, vatCents }): Total => [
      category === "S"
        ? say("totals.vat", { percent: percent(rateBasisPoints), net: money(netCents) })
        : say(`totals.vatNone.${category}`),
      vatCents,
    ]),
    [say("totals.gross"), totals.grossCents, onlyGross(content) ? "strong" : undefined],
  ]
  if (totals.roundingCents !== 0) rows.push([say("totals.rounding"), totals.roundingCents])
  if (totals.paidCents > 0) rows.push([say("totals.paid"), -totals.paidCents])
  if (!onlyGross(content))
    rows.push([say(content.kind === "invoice" ? "totals.payable" : "totals.credit"), totals.payableCents, "strong"])
  makeRoom(sheet, rows.length * 17)
  for (const [label, cents, strong] of rows) {
    if (strong) pen.rule(left + mm(75), sheet.y, width - mm(75))
    const lift = strong ? 7 : 0
    pen.text(label, left + mm(75), sheet.y + lift + 0.5, mm(58), strong ? { face: "strong" } : { colour: "soft" })
    const style = strong ? ({ ...figures, face: "figuresStrong", size: 12 } as const) : figures
    pen.text(money(cents), column.net, sheet.y + lift - (strong ? 3.8 : 0.5), right - column.net, style)
    sheet.y += 17 + lift
  }
  sheet.y += 14
}

/** Where the gross amount is also what is to be paid, it stands there once. */
const onlyGross = ({ kind, totals }: InvoiceContent) => kind === "invoice" && totals.payableCents === totals.grossCents

function drawNotes(sheet: Sheet): void {
  const { pen, content } = sheet
  const notes = [...content.notes.slice(content.corrects ? 1 : 0), content.paymentTerms]
  for (const note of notes) {
    makeRoom(sheet, pen.height(note, width))
    sheet.y += pen.text(note, left, sheet.y, width) + 4
  }
  sheet.y += 14
}

/** Where to pay, also for a banking app. */
function drawTransfer(sheet: Sheet): void {
  const { pen, content, spoken } = sheet
  const { seller, totals, currency, reference } = content
  const iban = seller.iban ?? ""
  const side = mm(24)
  makeRoom(sheet, side + 6)
  const transfer = { name: seller.name, iban, cents: totals.payableCents, currency, remittance: reference }
  pen.code(giroCode(transfer), left, sheet.y, side)
  const x = left + side + mm(7)
  pen.text(spoken.say("payment.heading"), x, sheet.y - 2, width, { face: "strong" })
  let y = sheet.y + 14
  for (const [label, value] of [
    [spoken.say("payment.account"), seller.name],
    [spoken.say("payment.iban"), ibanGroups(iban)],
    [spoken.say("payment.purpose"), reference],
  ] as const) {
    pen.text(label, x, y, mm(32), { size: 8.5, colour: "soft" })
    y += pen.text(value, x + mm(32), y - 1, right - x - mm(32), { face: "figures", size: 10 }) + 2
  }
  pen.text(spoken.say("payment.scan"), x, y, mm(80), { size: 7.5, colour: "soft" })
  sheet.y += side + 8
}

/** Goes to a new page where there is no room; answers whether it did. */
function makeRoom(sheet: Sheet, high: number): boolean {
  if (sheet.y + high <= bottom) return false
  sheet.document.addPage()
  sheet.y = mm(25)
  return true
}

function drawFeet({ document, pen, content, spoken }: Sheet): void {
  const { seller } = content
  const { say } = spoken
  const blocks = [
    [seller.name, seller.street, `${seller.postalCode} ${seller.city}`],
    [
      ...(seller.vatId ? [say("footer.vatId", { number: seller.vatId })] : []),
      ...(seller.taxNumber ? [say("footer.taxNumber", { number: seller.taxNumber })] : []),
      ...(seller.register ? [seller.register] : []),
    ],
    [seller.contact.name, seller.contact.email, ...(seller.contact.phone ? [seller.contact.phone] : [])],
  ]
  const { start, count } = document.bufferedPageRange()
  const style = { size: 7.5, colour: "soft", gap: 2 } as const
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page)
    pen.rule(left, mm(270), width)
    blocks.forEach((block, index) => pen.text(block.join("\n"), left + mm(57) * index, mm(273), mm(54), style))
    const last = count > 1 ? ` · ${say("footer.page", { page: page - start + 1, pages: count })}` : ""
    pen.text(`${say("footer.embedded")}${last}`, left, mm(287), width, { ...style, size: 6.5 })
  }
}
