// Updates examples.json, which has an example for each method that sets a field of the format, and for each element. The programs
// are written by hand. This script writes the XML that vmc makes of the field or element. An element without a program of its own
// has the XML from the program of a method, which `of` names. The script fails, and says what to write, if an example is missing
// or if vmc does not accept it.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as compiler from '../dist/compiler.js'
import * as language from '../dist/index.js'
import { bundledLanguage } from './bundled-language.mjs'

const path = name => fileURLToPath(new URL(name, import.meta.url))
const readJson = name => JSON.parse(readFileSync(path(name), 'utf8'))

const words = readJson('../dist/schema/words.json')
const known = readJson('examples.json')
const { builders, fieldElement, paths, domainElement, read, walk, emit } = await bundledLanguage()

const problems = []
const programs = Object.entries(known).filter(([, { ts }]) => ts !== undefined)
const documents = new Map(programs.map(([name, { ts }]) => [name, documentOf(name, ts)]))
const methods = words.filter(({ field }) => field !== undefined)
const examples = [
  ...methods.map(word => [`${word.of}.${word.name}`, methodExample(word)]),
  ...[...paths].map(([element, path]) => [path, elementExample(element, path)]),
]
const names = examples.map(([name]) => name)
for (const [name] of programs)
  if (!names.includes(name)) problems.push(`"${name}" is not a method or an element: delete it`)

if (problems.length > 0) {
  console.error(`scripts/examples.json:\n${problems.join('\n')}`)
  console.error('Then run npm run docs again, which writes the XML and the order of the file.')
  process.exitCode = 1
} else {
  const text = JSON.stringify(Object.fromEntries(examples.sort()), null, 2)
  writeFileSync(path('examples.json'), `${text}\n`)
}

/** The tree of the XML that vmc makes of a program; undefined if vmc does not accept the program. */
function documentOf(name, ts) {
  try {
    const made = Function(...Object.keys(language), `return (${ts})`)(...Object.values(language))
    const xml = compiler.toXml(made)
    const error = compiler.validateXml(xml).find(({ severity }) => severity === 'error')
    if (error) throw new Error(error.message)
    return read(xml, domainElement).node
  } catch ({ message }) {
    problems.push(`"${name}": ${message}; the program is ${ts}`)
    return undefined
  }
}

function methodExample({ of, name, field }) {
  const { ts } = known[`${of}.${name}`] ?? {}
  if (ts === undefined) {
    problems.push(
      `add "${of}.${name}": { "ts": "domain('fv0').hvm().memory(GiB(1))… .${name}(…)" },`,
    )
    return undefined
  }
  const element = builders.find(builder => builder.name === of).prototype[name][fieldElement]
  const owner = find(
    documents.get(`${of}.${name}`),
    node => node.element === element && node.fields[field],
  )
  return { ts, xml: owner && fieldXml(owner, field) }
}

/** The example of an element: its own, that of a method that adds the element, or any example that has the element. */
function elementExample(element, path) {
  const name = path.split('/').at(-1)
  const ownMethods = methods
    .filter(({ path: parent, field }) => `${parent}/${field}` === path)
    .map(({ of, name }) => `${of}.${name}`)
  const candidates = known[path]?.ts ? [path] : [...ownMethods, ...documents.keys()]
  for (const of of candidates) {
    const xml = documents.get(of) && elementXml(documents.get(of), element, name)
    if (xml !== undefined) return of === path ? { ts: known[of].ts, xml } : { of, xml }
  }
  // The example of a method that adds the element can serve both.
  if (ownMethods.every(method => known[method]?.ts !== undefined))
    problems.push(`add "${path}": { "ts": "domain('fv0').hvm().memory(GiB(1))…" },`)
  return undefined
}

/** The first node of a tree for which a test holds. */
function find(root, test) {
  let found
  if (root)
    walk(root, node => {
      if (test(node)) found ??= node
    })
  return found
}

/** The XML of a field: its elements, or the start tag of the element that has the attribute. */
function fieldXml(owner, key) {
  const { kind } = owner.element.fields[key]
  if (kind === 'text') return emit(owner).trim()
  if (kind === 'attribute')
    return emit(owner)
      .replace(/\n[\s\S]*/, '')
      .replace(/>[^<]+<\/.*$/, '>')
  return inner(emit({ ...owner, fields: { [key]: owner.fields[key] } }))
}

/** The XML of the first element of a tree with this name. */
function elementXml(root, element, name) {
  if (root.element === element) return emit(root).trim()
  let xml
  walk(root, owner => {
    for (const [key, { value, origin }] of Object.entries(owner.fields)) {
      const node = [value].flat().find(one => one?.element === element)
      if (!node || (owner.element.fields[key].name ?? key) !== name) continue
      const field = { value: Array.isArray(value) ? [node] : node, origin }
      xml ??= inner(emit({ ...owner, fields: { [key]: field } }))
    }
  })
  return xml
}

/** The XML between the tags of an element. The end of a long value, such as that of a certificate, is left out. */
function inner(xml) {
  const lines = xml.trim().split('\n').slice(1, -1)
  return lines
    .map(line => line.slice(2))
    .join('\n')
    .replace(/>[^<\n]{120,}</g, value => `${value.slice(0, 40)}…<`)
}
