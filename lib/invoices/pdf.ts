import PDFDocument from "pdfkit"
import { drawDocument } from "./pdf-page"
import type { InvoiceContent } from "./schema"
import { words } from "./words"

/**
 * The document as people read it, with its XML inside: PDF/A-3b, Factur-X or XRechnung. The same content is the same
 * bytes: the only time in it is when it was issued, and the id of the file follows from that.
 */
export async function pdfOf(content: InvoiceContent, xml: string): Promise<Uint8Array> {
  const issuedAt = new Date(content.issuedAt)
  const { say } = words(content.language)
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, bufferPages: true, pdfVersion: "1.7", subset: "PDF/A-3b" },
    ...{ lang: content.language === "de" ? "de-DE" : "en-GB", displayTitle: true, font: "" },
    info: {
      ...{ Title: `${say("title.invoice")} ${content.reference}`, Creator: "Runde", Producer: "Runde" },
      CreationDate: issuedAt,
    },
  })
  const chunks: Buffer[] = []
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk))
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))))
    document.on("error", reject)
  })
  drawDocument(document, content)
  const { fileName, level, version } = embedded[content.profile]
  document.file(Buffer.from(xml), {
    ...{ name: fileName, type: "text/xml", description: "EN 16931", relationship: "Alternative" },
    ...{ creationDate: issuedAt, modifiedDate: issuedAt },
  })
  // What names the file inside for programs; the types do not know of it.
  ;(document as unknown as { appendXML: (xml: string) => void }).appendXML(metadata({ fileName, level, version }))
  document.end()
  return whole
}

/** As Factur-X 1.0 and ZUGFeRD name the file and its profile. */
const embedded = {
  factur_x: { fileName: "factur-x.xml", level: "EN 16931", version: "1.0" },
  xrechnung: { fileName: "xrechnung.xml", level: "XRECHNUNG", version: "3.0" },
}

const property = (name: string, description: string) => `
  <rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>${name}</pdfaProperty:name>
    <pdfaProperty:valueType>Text</pdfaProperty:valueType>
    <pdfaProperty:category>external</pdfaProperty:category>
    <pdfaProperty:description>${description}</pdfaProperty:description>
  </rdf:li>`

/** What stands in the metadata, and what it means: PDF/A knows no words of others without their description. */
const metadata = ({ fileName, level, version }: { fileName: string; level: string; version: string }) => `
<rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
  <fx:DocumentType>INVOICE</fx:DocumentType>
  <fx:DocumentFileName>${fileName}</fx:DocumentFileName>
  <fx:Version>${version}</fx:Version>
  <fx:ConformanceLevel>${level}</fx:ConformanceLevel>
</rdf:Description>
<rdf:Description rdf:about=""
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>fx</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq>${[
      property("DocumentFileName", "The name of the embedded XML document"),
      property("DocumentType", "The type of the hybrid document"),
      property("Version", "The version of the standard of the embedded XML document"),
      property("ConformanceLevel", "The conformance level of the embedded XML document"),
    ].join("")}
    </rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`
