import { parse } from "csv-parse/sync"
import { describe, expect, it } from "vitest"
import { csv, csvStream } from "@/lib/csv"
import { decodeText } from "@/lib/decode-text"

describe("a table as CSV", () => {
  it("opens with umlauts, in German and in English programs", () => {
    const rows = [
      ["Müller; Söhne", 3],
      ['a;"b"\nc', 0.5],
      ["1,5", null],
    ]
    expect(csv(["Größe", "Zahl"], rows, "de")).toBe(
      '\uFEFFGröße;Zahl\r\n"Müller; Söhne";3\r\n"a;""b""\nc";0,5\r\n1,5;\r\n',
    )
    expect(csv(["Größe", "Zahl"], rows, "en")).toBe(
      '\uFEFFGröße,Zahl\r\nMüller; Söhne,3\r\n"a;""b""\nc",0.5\r\n"1,5",\r\n',
    )
  })

  it.each(["=1+1", '=1+1 "x"', "+49 89", "-2", "@SUM(A1)", "\tq", "\rw", "＝1+1", "＋1", "－1", "＠a"])(
    "runs nothing: %j",
    (text) => {
      for (const locale of ["de", "en"] as const) {
        const delimiter = locale === "de" ? ";" : ","
        const [, row] = parse(csv(["a"], [[text]], locale), { bom: true, delimiter, record_delimiter: "\r\n" })
        expect(row).toEqual([`'${text}`])
      }
    },
  )

  it("leaves numbers and days as they are", () => {
    expect(csv(["a", "b"], [[-2, new Date(0)]], "de")).toBe("\uFEFFa;b\r\n-2;1970-01-01T00:00:00.000Z\r\n")
  })

  it("is read back from what spreadsheet programs write", () => {
    const bytes = (encoding: BufferEncoding, text: string) => new Uint8Array(Buffer.from(text, encoding))
    expect(decodeText(bytes("utf8", "Größe"))).toBe("Größe")
    expect(decodeText(bytes("utf8", "\uFEFFGröße"))).toMatch(/^\uFEFF?Größe$/)
    expect(decodeText(bytes("latin1", "Größe"))).toBe("Größe")
    expect(decodeText(new Uint8Array([0x80]))).toBe("€")
  })

  it("sends the same table part by part, and reads no further than it is taken", async () => {
    const parts = [[["Müller; GmbH", 3]], [["=1+1", null]], [["zu viel", 0]]]
    let read = 0
    async function* reading() {
      for (const part of parts) {
        read++
        yield await Promise.resolve(part)
      }
    }
    const whole = await new Response(csvStream(["Name", "Zahl"], reading(), "de")).arrayBuffer()
    // Not as text(), which takes the byte order mark away.
    expect(Buffer.from(whole).toString()).toBe(csv(["Name", "Zahl"], parts.flat(), "de"))
    read = 0
    const reader = csvStream(["Name"], reading(), "de").getReader()
    await reader.read()
    expect(read).toBeLessThan(3)
    await reader.cancel()
  })
})
