import type { MetadataRoute } from "next"
import { connection } from "next/server"
import { settings } from "./settings"

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  await connection()
  const { name } = await settings()
  return {
    name,
    short_name: name,
    start_url: "/",
    display: "browser",
    background_color: "#faf7f1",
    theme_color: "#faf7f1",
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "/apple-icon.png", type: "image/png", sizes: "180x180" },
    ],
  }
}
