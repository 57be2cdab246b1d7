#!/usr/bin/env node
/**
 * A stand-in for Prisma's native schema engine where that cannot be downloaded. It speaks the engine's protocol
 * (JSON-RPC, one message a line, and three `cli` commands) and answers with Prisma's own engine compiled to
 * WebAssembly, which reaches PostgreSQL through the `pg` driver adapter. `prisma.mjs` decides when it is used.
 */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import readline from "node:readline"
import { PrismaPg } from "@prisma/adapter-pg"
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils"
import pg from "pg"

const wasmModule = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg")
const wasmFolder = path.dirname(wasmModule)
const args = process.argv.slice(2)
const { url } = JSON.parse(optionsNamed("--datasource")[0] ?? "{}")

/** `create-database`, `drop-database` and `can-connect-to-database`. */
async function runDatabaseCommand() {
  const target = connection(url)
  const name = pg.escapeIdentifier(target.database)
  try {
    if (args.includes("create-database")) await runSql("postgres", `CREATE DATABASE ${name}`)
    else if (args.includes("drop-database")) await runSql("postgres", `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    else await runSql(target.database, "SELECT 1")
  } catch (error) {
    const codes = { "3D000": "P1003", "28P01": "P1000", "42P04": "P1009" }
    reportError(codes[error.code] ?? "P1001", error.message || String(error))
  }
}

async function runSql(database, sql) {
  const client = new pg.Client({ ...connection(url), database, connectionTimeoutMillis: 5000 })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** The form in which Prisma's CLI expects the failure of a `cli` command. */
function reportError(code, message) {
  const fields = { message, is_panic: false, error_code: code, meta: {} }
  console.error("{}")
  console.error(JSON.stringify({ timestamp: new Date(), level: "ERROR", fields, target: "schema_engine::logger" }))
  process.exitCode = 1
}

async function answerRequests() {
  let engine
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = line.trim() && JSON.parse(line)
    if (!request?.method) continue
    try {
      engine ??= await loadEngine()
      if (!engine[request.method]) throw new Error(`The engine cannot do this here: ${request.method}`)
      const result = await engine[request.method](request.params)
      // The native engine prints a diff by a request of its own before it answers.
      if (request.method === "diff" && result.stdout)
        send({ method: "print", params: { content: result.stdout }, id: 1e6 })
      send({ id: request.id, result: result ?? null })
    } catch (error) {
      send({ id: request.id, error: rpcError(error) })
    }
  }
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
}

function rpcError(error) {
  const { message = String(error), code = null, meta = null } = error ?? {}
  const data = { is_panic: false, message, error_code: code, meta, backtrace: null }
  return { code: 4466, message: "An error happened. Check the data field for details.", data }
}

async function loadEngine() {
  const binding = await import("@prisma/schema-engine-wasm/schema_engine_bg")
  const compiled = new WebAssembly.Module(readFileSync(path.join(wasmFolder, "schema_engine_bg.wasm")))
  const instance = new WebAssembly.Instance(compiled, { "./schema_engine_bg.js": binding })
  binding.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()

  const files = [...optionsNamed("--datamodels"), ...optionsNamed("--datamodel")]
  const datamodels = files.length > 0 ? files.map((file) => [file, readFileSync(file, "utf8")]) : undefined
  // The engine wants an adapter even for what needs no database, such as `validate`.
  const address = url ?? "postgresql://nobody@127.0.0.1:1/none"
  const schema = new URL(address).searchParams.get("schema") ?? undefined
  const adapters = bindMigrationAwareSqlAdapterFactory(new MigrationAdapter(connection(address), { schema }))
  return binding.SchemaEngine.new({ datamodels }, () => {}, adapters)
}

/** Prisma's adapter with what migrations need beyond what queries need. */
class MigrationAdapter extends PrismaPg {
  async connect() {
    return forMigrations(await super.connect())
  }
  async connectToShadowDb() {
    return forMigrations(await super.connectToShadowDb())
  }
}

function forMigrations(adapter) {
  const pool = adapter.underlyingDriver()
  const query = pool.query.bind(pool)
  pool.on("error", () => {})

  // The adapter knows no "char" (18), of which the catalogue is full; bpchar (1042) reads the same.
  pool.query = async (...input) => {
    const result = await query(...input)
    for (const field of result.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 1042
    return result
  }

  // The adapter splits scripts at each semicolon, which tears function bodies apart: send the file as one query.
  // A shadow database is dropped while the adapter's own pool still holds a connection to it.
  adapter.executeScript = async (script) => {
    const dropsDatabase = /^DROP DATABASE "[^"]+"$/.test(script)
    try {
      await query(dropsDatabase ? `${script} WITH (FORCE)` : script)
    } catch (error) {
      adapter.onError(error)
    }
  }
  return adapter
}

/** Taken apart, because the adapter ignores the name of a shadow database when it is given a whole address. */
function connection(address) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(address)
  const sslmode = searchParams.get("sslmode") ?? ""
  return {
    host: searchParams.get("host") ?? hostname,
    port: Number(port) || 5432,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    ssl: /require|verify/.test(sslmode) ? { rejectUnauthorized: sslmode !== "require" } : undefined,
  }
}

function optionsNamed(name) {
  return args.flatMap((arg, index) => (arg === name ? [args[index + 1]] : []))
}

if (args[0] === "--version") {
  console.log(`schema-engine-wasm ${JSON.parse(readFileSync(path.join(wasmFolder, "package.json"), "utf8")).version}`)
} else if (args.includes("cli")) {
  await runDatabaseCommand()
} else {
  await answerRequests()
}
