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

/** A definition that one of libvirt's checks refuses. */
interface CheckExample {
  readonly file: string
  readonly line: string
  readonly xml: string
}

// What every example has unless it writes the element itself.
const BASE = {
  memory: '<memory>1048576</memory>',
  vcpu: '<vcpu>2</vcpu>',
  os: "<os><type arch='x86_64' machine='q35'>hvm</type></os>",
  features: '<features><acpi/></features>',
}

/** A whole definition: an example writes only a part of it. What follows `D:` is a part of `<devices>`. */
function definition(part: string): string {
  if (part.startsWith('<domain')) return part
  const [top = '', devices = ''] = part.split(/\|?D:/)
  const base = Object.entries(BASE).filter(([name]) => !new RegExp(`<${name}[ >/]`).test(top))
  return `<domain type='kvm'><name>a</name>${base.map(([, xml]) => xml).join('')}${top}<devices>${devices}</devices></domain>`
}

/** The examples of all files that have some, in the folder `examples`: the line of the check, a tab, and the definition. */
export const checkExamples: readonly CheckExample[] = readdirSync(`${folder}examples`).flatMap(
  file =>
    readFileSync(`${folder}examples/${file}`, 'utf8')
      .trimEnd()
      .split('\n')
      .map(row => {
        const [line = '', part = ''] = row.split('\t')
        return { file: file.replace(/\.txt$/, '.c'), line, xml: definition(part) }
      }),
)
