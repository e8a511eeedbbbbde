import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../conformance/libvirt-checks/', import.meta.url))

/** The first line of each table. */
export const HEADING = 'line\tfunction\tcheck\tdisposition\tnote'

/** One place in libvirt's sources that refuses definitions, and what vmc does about it. */
interface LibvirtCheck {
  /** The file of libvirt without its folder: `domain_conf.c`. */
  readonly file: string
  /** The line in that file of libvirt 11.3.0. */
  readonly line: string
  readonly function: string
  readonly check: string
  /** One of `rule CODE…`, `schema CODE…`, `host`, `other` and `open`. */
  readonly disposition: string
  readonly note: string
}

/** The texts of the tables, by their file names. */
export const checkTables: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter(file => file.endsWith('.tsv'))
    .map(file => [file, readFileSync(`${folder}${file}`, 'utf8')]),
)

/** The rows of all tables. */
export const libvirtChecks: readonly LibvirtCheck[] = [...checkTables].flatMap(([file, text]) =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(row => {
      const [line = '', name = '', check = '', disposition = '', note = ''] = row.split('\t')
      return { file: `${file.slice(0, -4)}.c`, line, function: name, check, disposition, note }
    }),
)
