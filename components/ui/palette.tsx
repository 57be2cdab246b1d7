"use client"

import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from "react"
import { classNames } from "./class-names"
import { matching, type PaletteGroup, type PaletteItem } from "./palette-rules"
import { useScripted } from "./use-scripted"
import { useSearch } from "./use-search"

type Texts = Record<
  "open" | "label" | "placeholder" | "close" | "list" | "loading" | "failed" | "asPage" | "nothing" | "count",
  string
>

/**
 * Goes anywhere from anywhere: a dialog with a combobox over a list (ARIA Authoring Practices, "editable combobox with
 * list autocomplete"), which Ctrl or Cmd with K opens. The places are known and answer at once, the rest is asked for
 * at `results`. Without JavaScript the button is a link to the `page` that finds the same; what is typed can be sent
 * there at any time.
 */
export function Palette({
  places,
  page,
  results,
  texts,
  help,
  className,
}: {
  places: PaletteGroup[]
  page: string
  results: string
  texts: Texts
  help: ReactNode
  className?: string
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)
  const open = () => setOpen(true)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
  }, [isOpen])
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return
      // Another dialog keeps what it asks.
      if (!dialog.current?.open && document.querySelector("dialog[open]")) return
      event.preventDefault()
      if (dialog.current?.open) dialog.current.close()
      else setOpen(true)
    }
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  }, [])
  const trigger = { id: "open-search", className, children: [<Glass key="glass" />, texts.open] }
  return (
    <>
      {useScripted() ? (
        <button type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={open} {...trigger} />
      ) : (
        <a href={page} {...trigger} />
      )}
      <dialog
        ref={dialog}
        aria-label={texts.open}
        onClose={() => setOpen(false)}
        // A click beside it is on the dialog itself.
        onClick={({ target }) => target === dialog.current && dialog.current?.close()}
        className="dialog mx-auto mt-0 mb-auto max-h-[85dvh] w-full max-w-[42rem] flex-col open:flex max-sm:max-w-none max-sm:rounded-t-none sm:mt-[12vh] sm:max-h-[70dvh]"
      >
        {isOpen && <Search {...{ places, page, results, texts, help }} close={() => dialog.current?.close()} />}
      </dialog>
    </>
  )
}

function Search({
  places,
  page,
  results,
  texts,
  help,
  close,
}: Pick<Parameters<typeof Palette>[0], "places" | "page" | "results" | "texts" | "help"> & { close: () => void }) {
  const [typed, setTyped] = useState("")
  const [chosen, setChosen] = useState<string | null>(null)
  const [own, query] = [useId(), typed.trim()]
  const { groups: found, failed, loading } = useSearch(results, query)
  const near = matching(places, query)
  const groups = [...near, ...found]
  const items = groups.flatMap((group) => group.items)
  const active = items.find(({ id }) => id === chosen) ?? items[0]
  // What is still from the words before may be looked at, but not hit by the Enter that ends a new word.
  const certain = !loading || near.some((group) => group.items.some((item) => item === active))
  const idOf = (item: PaletteItem) => `${own}-${item.id}`
  useEffect(() => {
    if (active) document.getElementById(`${own}-${active.id}`)?.scrollIntoView({ block: "nearest" })
  }, [own, active])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.nativeEvent.isComposing) return
    if (step && active) {
      setChosen(items.at((items.indexOf(active) + step) % items.length)?.id ?? null)
      event.preventDefault()
    } else if (event.key === "Enter" && active && certain && (query || chosen)) {
      document.getElementById(idOf(active))?.click()
      event.preventDefault()
    }
  }
  const said = failed
    ? texts.failed
    : loading
      ? texts.loading
      : items.length === 0
        ? texts.nothing.replace("{query}", query)
        : ""
  return (
    <>
      <form action={page} role="search" className="flex items-center gap-4 border-b border-line px-5">
        <input
          name="q"
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value)
            setChosen(null)
          }}
          onKeyDown={onKeyDown}
          placeholder={texts.placeholder}
          aria-label={texts.label}
          role="combobox"
          aria-expanded={items.length > 0}
          aria-controls={`${own}-list`}
          aria-autocomplete="list"
          aria-activedescendant={active && idOf(active)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={120}
          className="h-15 min-w-0 flex-1 bg-transparent text-lg text-ink placeholder:text-soft focus-visible:outline-none"
        />
        <button type="button" onClick={close} className="min-h-11 cursor-pointer text-sm text-soft hover:text-ink">
          {texts.close}
        </button>
      </form>
      <div
        id={`${own}-list`}
        role="listbox"
        aria-label={texts.list}
        aria-busy={loading}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2.5 pb-2.5"
      >
        {groups.map((group) => (
          <div key={group.id} role="group" aria-labelledby={`${own}-group-${group.id}`}>
            <p id={`${own}-group-${group.id}`} role="presentation" className="px-2.5 pt-4 pb-1 text-xs text-soft">
              {group.label}
            </p>
            {group.items.map((item) => (
              <Option
                key={item.id}
                {...{ item, close }}
                id={idOf(item)}
                active={item === active}
                choose={() => setChosen(item.id)}
              />
            ))}
          </div>
        ))}
      </div>
      <div
        className={classNames(
          "flex flex-wrap items-center justify-between gap-x-5 border-t border-line px-5 text-sm text-soft sm:min-h-11",
          said ? "min-h-11" : "max-sm:border-0",
        )}
      >
        <p role="status">
          {said || <span className="sr-only">{texts.count.replace("{count}", String(items.length))}</span>}{" "}
          {failed && <a href={`${page}?${new URLSearchParams({ q: query })}`}>{texts.asPage}</a>}
        </p>
        <p className="max-sm:hidden">{help}</p>
      </div>
    </>
  )
}

type OptionProps = { item: PaletteItem; id: string; active: boolean; choose: () => void; close: () => void }

/** A row of the list: still a link or a button, so that the mouse can do with it what it does with those. */
function Option({ item, id, active, choose, close }: OptionProps) {
  const shared = {
    ...{ id, role: "option", "aria-selected": active, tabIndex: -1, onMouseMove: choose },
    className:
      "flex min-h-11 w-full cursor-pointer items-center gap-x-4 rounded px-2.5 py-1.5 text-left no-underline aria-selected:bg-wash",
  }
  const row = (
    <>
      <span className="font-[540]">{item.label}</span>
      {item.detail && <span className="min-w-0 flex-1 truncate text-sm text-soft">{item.detail}</span>}
      {item.keys && (
        <span aria-hidden className="ml-auto flex gap-1 max-sm:hidden">
          {item.keys.map((key) => (
            <kbd key={key} className="key">
              {key}
            </kbd>
          ))}
        </span>
      )}
    </>
  )
  if ("href" in item)
    return (
      <a {...shared} href={item.href} onClick={(event) => !elsewhere(event) && close()}>
        {row}
      </a>
    )
  const { form, press } = { form: undefined, press: undefined, ...item }
  return (
    <button
      {...shared}
      type={form ? "submit" : "button"}
      form={form}
      onClick={() => {
        close()
        if (press) document.getElementById(press)?.click()
      }}
    >
      {row}
    </button>
  )
}

const elsewhere = ({ ctrlKey, metaKey, shiftKey }: MouseEvent) => ctrlKey || metaKey || shiftKey

function Glass() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className="size-4 fill-none stroke-current">
      <circle cx="7" cy="7" r="4.75" strokeWidth="1.4" />
      <path d="m10.5 10.5 4 4" strokeWidth="1.4" strokeLinecap="round" />
    </svg>
  )
}
