// Writes field-examples.json, which has an example for each method of a builder that sets a field of the format: a program, and the
// lines of XML that the method adds. The programs of the file stay as they are; for new methods, this script tries the examples of
// the builder's functions with a call of the method, until vmc accepts the XML. It fails if it finds none: then write one.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as compiler from '../dist/compiler.js'
import * as language from '../dist/index.js'
import { bundledLanguage } from './bundled-language.mjs'

/** Programs to which a method of a domain is added. */
const DOMAINS = [
  "domain('fv0').hvm().memory(GiB(2))",
  "domain('fv0').q35().acpi().memory(GiB(2))",
  "domain('fv0').hvm({ arch: 'aarch64', machine: 'virt' }).memory(GiB(2))",
  "domain('fv0').hvm({ arch: 's390x', machine: 's390-ccw-virtio' }).memory(GiB(2))",
  "domain('fv0').hvm({ arch: 'ppc64', machine: 'pseries' }).memory(GiB(2))",
  "domain('pv0').linux().kernel('/boot/vmlinuz-xen').memory(GiB(2))",
  "domain('fv0').type('xen').hvm().memory(GiB(2))",
  "domain('ct0').exe('/bin/sh').memory(GiB(2))",
  "domain('fv0').type('bhyve').hvm().memory(GiB(2))",
  "domain('fv0').type('vmware').hvm().memory(GiB(2))",
]

const MOST_VALUES = 12

/** What a device may need beside it, behind the memory of the domain. */
const NEEDS = [
  '',
  '.graphics(spice())',
  ".maxMemory({ slots: 4, value: 16, unit: 'GiB' }).vcpu(2).cpu(hostPassthrough().cell(numaCell('0-1', GiB(2))))",
]

const path = name => fileURLToPath(new URL(name, import.meta.url))
const words = JSON.parse(readFileSync(path('../dist/schema/words.json'), 'utf8'))
const known = JSON.parse(readFileSync(path('field-examples.json'), 'utf8'))
const { builders, fieldElement, sampleValues } = await bundledLanguage()
const exported = new Map(Object.entries(language))
const names = [...exported.keys()]
const seen = new Map()

const missing = []
const examples = words.flatMap(word => {
  if (word.field === undefined) return []
  const name = `${word.of}.${word.name}`
  const example = exampleOf(word, known[name]?.ts)
  if (!example) missing.push(name)
  return example ? [[name, example]] : []
})
writeFileSync(
  path('field-examples.json'),
  `${JSON.stringify(Object.fromEntries(examples.sort()), null, 2)}\n`,
)
if (missing.length > 0) {
  console.error(`scripts/field-examples.json: write a program for ${missing.join(', ')}`)
  process.exitCode = 1
}

function exampleOf(word, program) {
  if (program !== undefined) {
    const before = xmlOf(withoutCall(program, word.name))
    const after = xmlOf(program)
    return after === undefined ? undefined : { ts: program, xml: added(before ?? '', after) }
  }
  const { prototype } = builders.find(({ name }) => name === word.of)
  const field = prototype[word.name][fieldElement].fields[word.field]
  const bases = word.of === 'DomainBuilder' ? DOMAINS.map(text => [text, '']) : basesOf(word.of)
  for (const value of sampleValues(field).slice(0, MOST_VALUES)) {
    for (const [start, end] of bases) {
      const before = xmlOf(start + end)
      const ts = `${start}.${word.name}(${value === undefined ? '' : literal(value)})${end}`
      const after = before && xmlOf(ts)
      if (after !== undefined && after !== before) return { ts, xml: added(before, after) }
    }
  }
  return undefined
}

/** A program without the call of a method. */
function withoutCall(text, name) {
  const start = text.lastIndexOf(`.${name}(`)
  return text.slice(0, start) + text.slice(closing(text, start + name.length + 1) + 1)
}

/** The XML of a program; undefined if vmc does not accept it. */
function xmlOf(text) {
  if (!seen.has(text)) seen.set(text, checked(text))
  return seen.get(text)
}

function checked(text) {
  try {
    const domain = Function(...names, `return ${text}`)(...names.map(name => exported.get(name)))
    const xml = compiler.toXml(domain)
    return compiler.validateXml(xml).some(isError) ? undefined : xml
  } catch {
    return undefined
  }
}

function isError({ severity }) {
  return severity === 'error'
}

/** The examples of the functions that make a builder, each split behind the call of the function. */
function basesOf(builder) {
  return words
    .filter(({ makes }) => makes === builder)
    .flatMap(({ name, examples }) => examples.map(({ ts }) => [name, withMemory(ts)]))
    .flatMap(([name, ts]) =>
      NEEDS.flatMap(need => split(ts.replace('.memory(GiB(2))', `$&${need}`), name)),
    )
}

/** A program in two parts, split behind the call of a function. */
function split(text, name) {
  const start = text.search(new RegExp(`(?<![.\\w])${name}\\(`))
  if (start === -1) return []
  const end = closing(text, start + name.length) + 1
  return [[text.slice(0, end), text.slice(end)]]
}

/** The position of the bracket that closes the one at a position. */
function closing(text, start) {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')' && --depth === 0) return at
  }
  return text.length
}

/** A value as source text, in one line. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`
  if (typeof value !== 'object') return String(value)
  const entries = Object.entries(value).map(
    ([key, one]) => `${/^[\w$]+$/.test(key) ? key : literal(key)}: ${literal(one)}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

/** The lines of the XML that a call added or changed, without their common indentation. */
function added(before, after) {
  const old = before.split('\n')
  const lines = after.split('\n').filter(line => !old.includes(line))
  const indent = Math.min(...lines.map(line => line.search(/\S/)))
  return lines.map(line => line.slice(indent)).join('\n')
}

// Examples leave out the memory, which vmc requires.
function withMemory(text) {
  return text
    .replace(/^export const \w+ =\s*/, '')
    .replace(/\.(hvm|q35|linux|exe)\(([^()]*)\)(?![\s\S]*\.memory\()/, '.$1($2).memory(GiB(2))')
}
