// The pages about the words of the language: one for each name. Functions and methods with the same name share a page.
import { references } from '../../dist/cli/reference.js'
import { formatPageOf } from './format-pages.mjs'
import { chain, code, firstSentence, link, prose } from './markdown.mjs'
import { callNameOf, callOf, wordPageOf, words, wordsFor, wordsNamed } from './words.mjs'

const elements = new Map(references().map(one => [one.path, one]))

export function wordPages() {
  const names = new Map()
  for (const { name } of words) {
    const key = name.toLowerCase()
    names.set(key, new Set([...(names.get(key) ?? []), name]))
  }
  return [
    { path: 'words', text: listPage() },
    ...[...names].map(([key, spellings]) => ({ path: `words/${key}`, text: page([...spellings]) })),
  ]
}

function page(spellings) {
  const shown = spellings.flatMap(name => wordsNamed(name, words))
  return `# \`${spellings.join('`, `')}\`\n\n${shown.map(section).join('\n')}`
}

function section(word) {
  const field = fieldOf(word)
  const facts = field ? [...field.facts, `takes ${field.takes}`] : []
  return [
    `## ${headingOf(word)}\n`,
    `${prose(kindOf(word))}\n`,
    `${prose(docOf(word))}\n`,
    facts.length > 0 && `*${prose(facts.join('; '))}*\n`,
    ...word.examples.map(
      ({ ts, xml }) => `${code('ts', chain(ts))}\n${xml === undefined ? '' : code('xml', xml)}`,
    ),
    related(word),
  ]
    .filter(Boolean)
    .join('\n')
}

/** The call of a word, with the name of its builder as its anchor. */
const headingOf = word =>
  `\`${callOf(word)}\` {#${word.of ?? 'function'}${word.name === word.name.toLowerCase() ? '' : `-${word.name}`}}`

function kindOf({ of, makes, path }) {
  const element =
    path === undefined ? undefined : link(`<${path.split('/').at(-1)}>`, formatPageOf(path))
  if (of !== undefined)
    return element
      ? `A method of \`${of}\`. It sets a part of ${element}.`
      : `A method of \`${of}\`.`
  return makes === undefined
    ? 'A function.'
    : `A function that makes ${element ?? `a \`${makes}\``}.`
}

const fieldOf = ({ path, field }) =>
  field === undefined ? undefined : elements.get(path)?.fields.find(({ key }) => key === field)

const docOf = word => fieldOf(word)?.doc || word.doc || ''

/** Other words for the same element, and the functions that make the builder of a method. */
function related(word) {
  const path =
    word.path === undefined
      ? undefined
      : word.makes === undefined
        ? `${word.path}/${word.field}`
        : word.path
  const same = path === undefined ? [] : wordsFor(path, words)
  const makers = words.filter(({ makes }) => word.of !== undefined && makes === word.of)
  const links = list =>
    [
      ...new Set(
        list
          .filter(({ name }) => name !== word.name)
          .map(one => link(callNameOf(one), wordPageOf(one.name))),
      ),
    ].join(', ')
  return [
    links(makers) && `Called on what these make: ${links(makers)}.\n`,
    links(same) && `Related: ${links(same)}.\n`,
  ]
    .filter(Boolean)
    .join('\n')
}

function listPage() {
  const functions = words.filter(({ of }) => of === undefined)
  const builders = new Map()
  for (const word of words.filter(({ of }) => of !== undefined))
    builders.set(word.of, [...(builders.get(word.of) ?? []), word])
  const own = words.filter(({ of, field }) => of !== undefined && field === undefined)
  const described = list =>
    list
      .map(
        word =>
          `- ${link(callNameOf(word), wordPageOf(word.name))} ${prose(firstSentence(docOf(word)))}`,
      )
      .join('\n')
  const named = list => list.map(word => link(callNameOf(word), wordPageOf(word.name))).join(', ')
  const sections = [...builders].map(([of, list]) => `### ${of}\n\n${named(list)}\n`)
  return `# Words

A word is a function that a program imports from \`libvmc\`, or a method of a builder.

## Functions

${described(functions)}

## Methods that write several things

${described(own)}

## All methods

Each attribute and element of the format is a method with libvirt's own spelling.

${sections.join('\n')}`
}
