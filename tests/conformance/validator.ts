import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import os from "node:os"
import path from "node:path"

/**
 * Mustang, which brings along the schema of CII, the rules of EN 16931 and XRechnung (as published, run by Saxon) and
 * veraPDF for PDF/A. It is no dependency of the product: Maven fetches it where it is installed.
 */
const version = "2.26.0"

export type Validator = { jar: string; versions: string[] }

/** The validator, or why there is none. */
export function findValidator(): Validator | { missing: string } {
  if (spawnSync("java", ["-version"]).status !== 0) return { missing: "Java is not installed." }
  const jar =
    process.env.MUSTANG_JAR ??
    path.join(os.homedir(), `.m2/repository/org/mustangproject/Mustang-CLI/${version}/Mustang-CLI-${version}.jar`)
  if (!existsSync(jar)) {
    const artifact = `-Dartifact=org.mustangproject:Mustang-CLI:${version}`
    spawnSync("mvn", ["-q", "-B", "dependency:get", artifact, "-Dtransitive=false"], { stdio: "inherit" })
  }
  if (!existsSync(jar)) return { missing: `Maven has not brought Mustang ${version}; MUSTANG_JAR may name the file.` }
  const java = /version "([^"]+)"/.exec(spawnSync("java", ["-version"]).stderr.toString())?.[1] ?? "unknown"
  const inJar = (file: string, pattern: RegExp) =>
    pattern.exec(spawnSync("unzip", ["-p", jar, file]).stdout?.toString() ?? "")?.[1] ?? "unknown"
  const verapdf = inJar("META-INF/maven/org.verapdf/core-jakarta/pom.properties", /version=(\S+)/)
  return { jar, versions: [`Mustang ${version}`, `veraPDF ${verapdf}`, `Java ${java}`] }
}

export type Verdict = { valid: boolean; pdfA: boolean | null; complaints: string[] }

/**
 * What the validator says of a file. That an EN 16931 document is no XRechnung it says as notices; they count for an
 * XRechnung only.
 */
export function validate({ jar }: Validator, file: string, { xrechnung }: { xrechnung: boolean }): Verdict {
  const run = spawnSync("java", ["-jar", jar, "--action", "validate", "--source", file, "--disable-file-logging"], {
    ...{ cwd: os.tmpdir(), encoding: "utf8", maxBuffer: 64 * 1024 ** 2 },
  })
  const report = run.stdout
  const summaries = [...report.matchAll(/<summary status="(\w+)"/g)].map(([, status]) => status)
  const said = [...report.matchAll(/<(error|warning|notice|exception)\b[^>]*>([^<]*)</g)]
  const complaints = said.flatMap(([, kind = "", text = ""]) =>
    kind === "notice" && !xrechnung && text.startsWith("[BR-DE-") ? [] : [`${kind}: ${text.trim()}`],
  )
  const flavour = /flavour=3b.*?isCompliant=(\w+)/.exec(report)
  return {
    valid: summaries.length > 0 && summaries.every((status) => status === "valid"),
    pdfA: flavour ? flavour[1] === "true" : null,
    complaints,
  }
}
