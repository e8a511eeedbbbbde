// The pages about the elements of the format.
import { references } from '../../dist/cli/reference.js'
import { chain, code, firstSentence, link, prose } from './markdown.mjs'
import { callOf, wordPageOf, words, wordsFor } from './words.mjs'

const elements = references()
const paths = new Set(elements.map(({ path }) => path))

/** The address of the page about an element: its path. `:` of a namespace is not allowed in the names of files on Windows. */
export const formatPageOf = path => `/reference/format/${path.replaceAll(':', '-')}`

/** One page for each element, and the list of all elements. */
export function formatPages() {
  return [
    { path: 'format', text: listPage() },
    ...elements.map(one => ({
      path: formatPageOf(one.path).replace('/reference/', ''),
      text: page(one),
    })),
  ]
}

function page({ path, doc, page: manual, fields, example }) {
  const steps = path.split('/')
  const trail = steps.map((step, n) => {
    const to = steps.slice(0, n + 1).join('/')
    return n < steps.length - 1 && paths.has(to) ? link(step, formatPageOf(to)) : `\`${step}\``
  })
  const writers = wordsFor(path, words).map(word => link(callOf(word), wordPageOf(word.name)))
  return [
    `# \`${path.replace(/^domain\/(devices\/)?/, '')}\`\n`,
    `${trail.join(' / ')}\n`,
    `${prose(doc)}\n`,
    writers.length > 0 && `Words that write it: ${[...new Set(writers)].join(', ')}.\n`,
    example && `## Example\n\n${code('ts', chain(example.ts))}\n${code('xml', example.xml)}`,
    fields.length > 0 && `## Attributes and elements\n`,
    ...fields.map(one => field(one, path)),
    manual && `## Read on\n\n[The manual of libvirt](${manual})\n`,
  ]
    .filter(Boolean)
    .join('\n')
}

function field({ name, facts, takes, doc }, path) {
  const child = /^<(.*)>$/.exec(name)?.[1]
  const to =
    child !== undefined && paths.has(`${path}/${child}`)
      ? formatPageOf(`${path}/${child}`)
      : undefined
  const anchor = name.replace(/[<>@]/g, '').replaceAll(':', '-')
  const heading = `### \`${name}\` {#${child === undefined ? '' : 'element-'}${anchor}}\n`
  const notes = facts.length > 0 ? `*${prose(facts.join('; '))}*\n` : ''
  const values = to === undefined ? `Takes ${prose(takes)}.\n` : `See ${link(name, to)}.\n`
  return [heading, `${prose(doc)}\n`, notes, values].filter(text => text !== '').join('\n')
}

/** The elements, in groups: the children of <domain>, and each device. */
function listPage() {
  const groups = new Map()
  for (const one of elements) {
    const [, first = 'domain', second] = one.path.split('/')
    const group = first === 'devices' && second !== undefined ? `devices/${second}` : first
    groups.set(group, [...(groups.get(group) ?? []), one])
  }
  const sections = [...groups].map(
    ([group, members]) =>
      `## ${group}\n\n${members.map(({ path, doc }) => `- ${link(path, formatPageOf(path))} ${prose(firstSentence(doc))}`).join('\n')}\n`,
  )
  return `# The format\n\nvmc knows all of these elements of libvirt's domain format. Each has a page with its attributes, an example and the words that write it.\n\n${sections.join('\n')}`
}
