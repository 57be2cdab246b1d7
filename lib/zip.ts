import { Zip, ZipDeflate } from "fflate"

type Part = string | Uint8Array

/** A zip file that is sent while it is written; where writing it fails, so does whoever reads it. */
export function zipStream(write: (zip: ZipWriter) => Promise<void>): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const zip = new ZipWriter((chunk) => writer.write(chunk))
  void write(zip)
    .then(() => zip.end())
    .then(
      () => writer.close(),
      (error: unknown) => writer.abort(error).catch(() => {}),
    )
  return readable
}

/** A zip file that is sent as it grows. */
export class ZipWriter {
  #sent: Promise<void> = Promise.resolve()
  #zip: Zip

  constructor(send: (chunk: Uint8Array) => Promise<void>) {
    this.#zip = new Zip((error, chunk) => {
      this.#sent = this.#sent.then(() => (error ? Promise.reject(error) : send(chunk)))
    })
  }

  async add(name: string, parts: Iterable<Part> | AsyncIterable<Part>): Promise<void> {
    const file = new ZipDeflate(name, { level: 6 })
    this.#zip.add(file)
    for await (const part of parts) {
      file.push(typeof part === "string" ? new TextEncoder().encode(part) : part)
      // Not faster than it is taken.
      await this.#sent
    }
    file.push(new Uint8Array(), true)
    await this.#sent
  }

  async end(): Promise<void> {
    this.#zip.end()
    await this.#sent
  }
}
