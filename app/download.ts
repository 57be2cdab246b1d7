/** A file to take along. It is for whoever asked, kept nowhere on the way and found by no search. */
export const download = (body: BodyInit, fileName: string, type: string): Response =>
  new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  })
