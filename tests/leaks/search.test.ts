import { createHash } from "node:crypto"
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { type Person, searchFor } from "./search"

const jonas: Person = {
  givenName: "Jonathan",
  familyName: "Größenwärter",
  company: "Quastenfloß GmbH",
  email: "jonathan@quastenfloss.example",
  marks: ["R-7KQ4-M2XB", "0f8fad5b-d9cb-469f-a165-70867728950e"],
}
const name = "Jonathan Größenwärter"
const percent = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")
const quoted = (text: string) =>
  [...Buffer.from(text)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("")
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64")

const packings: Record<string, string | Buffer> = {
  plain: `mit ${name} am Tisch`,
  "other case and spaces": "JONATHAN\u00a0\n GRÖSSENWÄRTER",
  "decomposed letters": name.normalize("NFD"),
  "soft hyphens": [...name].join("\u00ad"),
  "quoted-printable": `Guten Tag ${quoted(name)}`,
  "quoted-printable with a soft line break": `Guten Tag ${quoted(name).replace(/(.{12})/g, "$1=\r\n")}`,
  base64: `data:${base64(`{"name":"${name}"}`)}`,
  "base64 over several lines": base64(`${"Guten Tag. ".repeat(20)}${name}`).replace(/(.{76})/g, "$1\r\n"),
  "base64url in an address": `/x/${Buffer.from(`{"name":"${name}"}`).toString("base64url")}`,
  percent: `?next=/${percent(name)}`,
  "percent twice": `?next=${encodeURIComponent(percent(name))}`,
  "JSON escapes": `{"name":"${[...name].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"}`,
  "JSON in JSON": JSON.stringify(JSON.stringify({ name: `"${name}"` })),
  "decimal entities": [...name].map((letter) => `&#${letter.charCodeAt(0)};`).join(""),
  "hexadecimal entities": [...name].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join(""),
  "named entities": "Jonathan&nbsp;Gr&ouml;&szlig;enw&auml;rter",
  "encoded word": `Subject: =?utf-8?B?${base64(name)}?=`,
  "quoted encoded word": `Subject: =?utf-8?Q?${quoted(name).replaceAll("=20", "_")}?=`,
  "folded calendar line": "SUMMARY:Runde mit Jona\r\n than Größ\r\n enwärter",
  "file name": `Content-Disposition: attachment; filename*=UTF-8''${percent(name)}.ics`,
  gzip: gzipSync(`<p>${name}</p>`),
  deflate: deflateSync(`<p>${name}</p>`),
  brotli: brotliCompressSync(`<p>${name}</p>`),
  "gzip in base64 in JSON": JSON.stringify({ state: base64(gzipSync(JSON.stringify({ name }))) }),
  "latin1 bytes": Buffer.from("Gruß von Größenwärter", "latin1"),
  "the company's domain": "https://www.quastenfloss.example/",
  "the mail address in a log line": `{"level":30,"to":"jonathan@quastenfloss.example"}`,
  "the address as a hash": `https://avatar.example/${createHash("md5").update(jonas.email).digest("hex")}`,
  reference: "Ihre Buchung R-7KQ4-M2XB",
  "reference without hyphens": "r7kq4m2xb",
  id: "/bookings/0f8fad5b-d9cb-469f-a165-70867728950e",
  "id as bytes in a token": Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from("0f8fad5bd9cb469fa16570867728950e", "hex"),
    Buffer.alloc(8),
  ]).toString("base64url"),
}

describe("the search for somebody's traces", () => {
  it.each(Object.entries(packings))("finds them in %s", (_, content) => {
    expect(searchFor([jonas])(content)).not.toEqual([])
  })

  it("finds nothing where there is nothing", () => {
    const page = `<p>2 von 8 Plätzen frei</p><script>self.__next_f.push([1,"3:[\\"$\\",\\"p\\"]"])</script> R-AAAA-BBBB 6f1c3c57-0a9f-4b0e-8d39-a0f7a3a0c0de`
    const search = searchFor([jonas])
    for (const content of [page, gzipSync(page), page]) expect(search(content)).toEqual([])
  })

  it("finds again what it has found before", () => {
    const search = searchFor([jonas])
    const content = base64(`{"name":"${name}"}`)
    expect(search(content)).toEqual(search(content))
    expect(search(content)).not.toEqual([])
  })
})
