import { visitViolations } from '../../check/check-schema.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { type Diagnostic, diagnose, type Finding } from '../../diagnostics/diagnostic.ts'
import { saysMayBeNewer } from '../../diagnostics/unknown-word.ts'
import { namespaces } from '../../schema/core/namespaces.ts'
import {
  isLeftOut,
  isNode,
  type Node,
  type Raw,
  type Slot,
  Unchecked,
  valuesOf,
} from '../../tree/node.ts'
import { isCall, type Origin } from '../../tree/origin.ts'
import { read } from '../../xml/read.ts'

/*
 * vmc writes raw XML unchanged, because it can be newer than vmc. But raw XML can also contain a mistake, such as a misspelt
 * name. To find it, vmc reads the raw XML into a copy of the domain, and checks the copy like a document.
 */

/** Finds mistakes in the raw XML of domains. A call that is repeated in a loop is reported once. */
export class RawWarnings {
  // What contains no mistake in one domain is not checked again in others.
  readonly #clean = new Set<string>()
  readonly #reported = new Set<string>()

  /** Returns a warning for each mistake in the raw XML, and in the attributes that vmc does not know. */
  of(domain: Node): readonly Diagnostic[] {
    const found: Diagnostic[] = []
    const merging = new Merging(this.#clean, (code, finding) => {
      if (isMistake(code, finding)) found.push(warning(code, finding))
    })
    const merged = merging.merge(domain, domain.element.name)
    if (merged !== domain)
      visitViolations(merged, (code, finding) => {
        const origin = merging.callOf(finding.origin)
        if (origin && isMistake(code, finding)) found.push(warning(code, { ...finding, origin }))
      })
    if (found.length === 0) for (const key of merging.keys) this.#clean.add(key)
    return found.filter(one => this.#isNew(one))
  }

  #isNew({ code, message, file, line, column }: Diagnostic): boolean {
    const key = [code, message, file, line, column].join(' ')
    const isNew = !this.#reported.has(key)
    this.#reported.add(key)
    return isNew
  }
}

function warning(code: Code, { message, path, origin, help }: Finding): Diagnostic {
  const unchanged =
    code === 'VMC1007'
      ? 'write it with a method of the builder instead; vmc writes it unchanged'
      : 'vmc writes it unchanged'
  const separator = help?.endsWith('?') ? ' ' : '; '
  return {
    ...diagnose(code, {
      message,
      ...(path !== undefined && { path }),
      ...(origin && { origin }),
      help: help === undefined ? unchanged : `${help}${separator}${unchanged}`,
    }),
    severity: 'warning',
  }
}

/** The codes of violations that no newer libvirt accepts, unless the help says that the name or value may be newer. */
const MISTAKES: readonly Code[] = ['VMC1001', 'VMC1002', 'VMC1003', 'VMC1007', 'VMC1008', 'VMC1009']

const isMistake = (code: Code, { help = '' }: Finding): boolean =>
  MISTAKES.includes(code) && !saysMayBeNewer(help)

type Report = (code: Code, finding: Finding) => void

/** Reads the raw XML of a domain into a copy of the domain. */
class Merging {
  /** What the raw XML is, and where it is, as a text for each part that was read. */
  readonly keys: string[] = []
  readonly #clean: ReadonlySet<string>
  readonly #report: Report
  // The calls of the program that contain the raw XML. The name of the file of a location is the index of its call.
  readonly #calls: Origin[] = []

  constructor(clean: ReadonlySet<string>, report: Report) {
    this.#clean = clean
    this.#report = report
  }

  /** Returns the call that contains a part of the copy, or `undefined` if the part is not raw. */
  callOf(origin: Origin | undefined): Origin | undefined {
    if (!origin || isCall(origin) || !origin.file.startsWith(FILE)) return undefined
    return this.#calls[Number(origin.file.slice(FILE.length))]
  }

  /** Returns a copy of an element in which its raw XML has become fields. */
  merge(node: Node, path: string): Node {
    const fields: Record<string, Slot> = {}
    let isChanged = false
    for (const [key, slot] of Object.entries(node.fields)) {
      fields[key] = this.#mergeSlot(node, key, slot, path)
      isChanged ||= fields[key] !== slot
    }
    for (const raw of node.extra ?? []) {
      const parsed = this.#parse(node, raw, path)
      for (const [key, slot] of Object.entries(parsed?.fields ?? {})) {
        const values = valuesOf(fields[key]).filter(value => !isLeftOut(value))
        fields[key] = { value: [...values, ...valuesOf(slot)], origin: slot.origin }
        if (values.length === 0) fields[key] = slot
        isChanged = true
      }
    }
    return isChanged ? { ...node, fields } : node
  }

  #mergeSlot(node: Node, key: string, slot: Slot, path: string): Slot {
    const { value } = slot
    // An attribute that vmc does not know. Its namespace is not checked.
    if (
      key.startsWith('@') &&
      !key.includes(':') &&
      value instanceof Unchecked &&
      value.value !== undefined
    )
      return this.#mustCheck(`${path}/${key}`)
        ? { value: value.value, origin: this.#locationIn(slot.origin) }
        : slot
    const field = node.element.fields[key]
    const merged = valuesOf(slot).map((one, index) =>
      isNode(one)
        ? this.merge(one, `${path}/${field?.name ?? key}${field?.many ? `[${index + 1}]` : ''}`)
        : one,
    )
    if (merged.every((one, index) => one === valuesOf(slot)[index])) return slot
    return { ...slot, value: Array.isArray(value) ? merged : merged[0]! }
  }

  #parse(node: Node, { xml, isText, origin }: Raw, path: string): Node | undefined {
    if (isText || node.element.isOpen || !/^\s*<\w/.test(xml)) return undefined
    const place = path.replace(/\[\d+\]/g, '')
    if (!this.#mustCheck(`${place} ${Object.keys(node.fields).join(' ')} ${xml}`)) return undefined
    const { name } = node.element
    const declarations = Object.entries(namespaces).map(
      ([prefix, uri]) => ` xmlns:${prefix}="${uri}"`,
    )
    const text = `<${name}${declarations.join('')}>${xml}</${name}>`
    const { node: parsed, diagnostics } = read(text, node.element, this.#locationIn(origin).file)
    for (const { code, message, path: found = name, help } of diagnostics) {
      // Elements of other namespaces belong to other programs.
      if (code === 'VMC1001' && /"[\w.-]+:/.test(message)) continue
      this.#report(code as Code, { message, path: path + found.slice(name.length), origin, help })
    }
    return parsed
  }

  #mustCheck(key: string): boolean {
    if (this.#clean.has(key)) return false
    this.keys.push(key)
    return true
  }

  #locationIn(call: Origin) {
    return { file: `${FILE}${this.#calls.push(call) - 1}`, line: 1, column: 1 }
  }
}

/** The start of the names of files that represent calls. It cannot be the path of a file. */
const FILE = '\0raw '
