import { createHash } from "node:crypto"
import type { Locale } from "@/prisma/generated/client"

/**
 * Names the text below. Whoever changes a word of it gives it a new name, and everybody promises anew before they enter
 * (a test holds each version to its hash).
 */
export const pledgeVersion = "2026-12"

export type PledgeText = { lead: string; points: { title: string; text: string }[]; close: string }

const texts: Record<Locale, PledgeText> = {
  de: {
    lead: "Damit alle offen sprechen können, gilt in dieser Runde für jede Person dasselbe. Ich sage zu:",
    points: [
      {
        title: "Gedanken ja, Namen nein.",
        text: "Was ich höre, darf ich nutzen. Wer es gesagt hat, wer dabei war und aus welchem Unternehmen, behalte ich für mich, auch nach dem Termin (Chatham-House-Regel).",
      },
      { title: "Allein im Raum.", text: "Ich nehme allein teil, in einem Raum, in dem niemand mithört oder mitliest." },
      { title: "Kamera an.", text: "Meine Kamera ist an, damit alle sehen, wer zuhört." },
      {
        title: "Keine Aufzeichnung.",
        text: "Ich nehme weder Ton noch Bild auf, mache keine Bildschirmfotos und lasse niemanden aufzeichnen.",
      },
      {
        title: "Kein KI-Protokoll.",
        text: "Ich lasse keinen KI-Assistenten mithören, mitschreiben oder zusammenfassen. Eigene Notizen sind in Ordnung.",
      },
      {
        title: "Keine Akquise.",
        text: "Ich biete niemandem in der Runde etwas an, weder im Termin noch danach über das, was ich dort erfahren habe.",
      },
      {
        title: "Kein Wort über Preise, Kunden und Kapazitäten.",
        text: "Über Preise, Konditionen, Kunden, Mengen und Kapazitäten spreche ich nicht. Unter Wettbewerbern wäre schon der Austausch darüber ein Verstoß gegen das Kartellrecht.",
      },
    ],
    close: "Diese Zusage gebe ich persönlich. Niemand kann sie für mich geben.",
  },
  en: {
    lead: "So that everybody can speak openly, the same holds for each person in this round. I promise:",
    points: [
      {
        title: "Ideas yes, names no.",
        text: "I may use what I hear. Who said it, who was there and from which company I keep to myself, after the session too (Chatham House Rule).",
      },
      { title: "Alone in the room.", text: "I take part alone, in a room where nobody listens or reads along." },
      { title: "Camera on.", text: "My camera is on, so that everybody sees who is listening." },
      {
        title: "No recording.",
        text: "I record neither sound nor picture, take no screenshots and let nobody record.",
      },
      {
        title: "No AI note-taker.",
        text: "I let no AI assistant listen, take notes or summarise. Notes of my own are fine.",
      },
      {
        title: "No acquisition.",
        text: "I offer nothing to anybody in the round, neither in the session nor afterwards on what I learned there.",
      },
      {
        title: "No word on prices, customers and capacities.",
        text: "I do not talk about prices, conditions, customers, volumes or capacities. Between competitors the mere exchange would be against competition law.",
      },
    ],
    close: "I give this pledge in person. Nobody can give it for me.",
  },
}

export const pledgeText = (locale: Locale): PledgeText => texts[locale]

/** SHA-256 of the text that was shown, in hex: what is kept beside the name of its version. */
export function pledgeHash(locale: Locale): string {
  const { lead, points, close } = texts[locale]
  const lines = [lead, ...points.flatMap(({ title, text }) => [title, text]), close]
  return createHash("sha256").update(lines.join("\n")).digest("hex")
}
