"use client"

import { useEffect, useRef, useSyncExternalStore } from "react"
import { Button } from "./button"

/** Keys one after the other ("g", "h") and what they do: go somewhere, press the button of that id, or go to a row. */
export type Shortcut = { keys: string[]; label: string; does: { href: string } | { press: string } | "down" | "up" }

type Texts = { title: string; open: string; close: string; enabled: string; then: string }

/** How long the second key may take. */
const patienceMs = 1500
const store = "shortcuts"

/**
 * Single keys for those who like them, and a dialog that lists them and switches them off (WCAG 2.1.4). Nothing
 * happens while somebody types or holds a modifier key. Rows are links inside of `[data-rows]`.
 */
export function Shortcuts({ shortcuts, texts }: { shortcuts: Shortcut[]; texts: Texts }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const enabled = useSyncExternalStore(subscribe, isEnabled, () => null)
  useEffect(() => {
    if (enabled) return listen(shortcuts)
  }, [enabled, shortcuts])
  // Without scripts there are no shortcuts to speak of.
  if (enabled === null) return null
  return (
    <>
      <button
        id="open-shortcuts"
        type="button"
        onClick={() => dialog.current?.showModal()}
        className="inline-flex min-h-11 cursor-pointer items-center text-sm text-soft underline decoration-rule underline-offset-[0.22em] max-md:hidden"
      >
        {texts.open}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="shortcuts"
        className="dialog m-auto max-h-[85vh] w-[min(30rem,calc(100%-2.5rem))] overflow-auto p-6"
      >
        <h2 id="shortcuts" className="mb-4">
          {texts.title}
        </h2>
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2">
          {shortcuts.map(({ keys, label }) => (
            <div key={label} className="contents">
              <dt className="text-sm whitespace-nowrap text-soft">
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && ` ${texts.then} `}
                    <kbd className="key">{key}</kbd>
                  </span>
                ))}
              </dt>
              <dd>{label}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-5 flex flex-wrap items-center justify-between gap-4 border-t border-line pt-4">
          <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
            <input
              type="checkbox"
              checked={enabled}
              onChange={(event) => setEnabled(event.target.checked)}
              className="checkbox"
            />
            {texts.enabled}
          </label>
          <Button variant="outline" size="small" onClick={() => dialog.current?.close()}>
            {texts.close}
          </Button>
        </div>
      </dialog>
    </>
  )
}

function listen(shortcuts: Shortcut[]) {
  let [before, beforeAt] = ["", 0]
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return
    const typed = Date.now() - beforeAt < patienceMs ? [before, event.key] : [event.key]
    const fits = (keys: string[]) => keys.join() === typed.join()
    const found = shortcuts.find(({ keys }) => fits(keys)) ?? shortcuts.find(({ keys }) => keys.join() === event.key)
    const begins = shortcuts.some(({ keys }) => keys.length > 1 && keys[0] === event.key)
    ;[before, beforeAt] = [event.key, begins && !found ? Date.now() : 0]
    if (found && act(found.does)) event.preventDefault()
  }
  document.addEventListener("keydown", onKey)
  return () => document.removeEventListener("keydown", onKey)
}

/** @returns whether there was something to do */
function act(does: Shortcut["does"]): boolean {
  if (typeof does === "string") return goToRow(does === "down" ? 1 : -1)
  if ("press" in does) document.getElementById(does.press)?.click()
  else window.location.assign(does.href)
  return true
}

function goToRow(step: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] a")].filter((row) => row.checkVisibility())
  const here = rows.findIndex((row) => row === document.activeElement)
  const next = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step]
  next?.focus()
  return next !== undefined
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"))

// Kept in this browser: a shortcut belongs to a keyboard and not to a person.
const isEnabled = (): boolean | null => localStorage.getItem(store) !== "off"
function setEnabled(on: boolean): void {
  if (on) localStorage.removeItem(store)
  else localStorage.setItem(store, "off")
  window.dispatchEvent(new Event(store))
}
function subscribe(changed: () => void): () => void {
  window.addEventListener(store, changed)
  window.addEventListener("storage", changed)
  return () => {
    window.removeEventListener(store, changed)
    window.removeEventListener("storage", changed)
  }
}
