// The pages about rules and about the diagnostic codes that are not of rules.
import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { explainData, families } from '../../src/cli/explain-data.ts'
import { rules } from '../../src/rules/all.ts'
import { chain, code, link, prose } from './markdown.mjs'

const table = explainData()

const pageOf = ({ slug }, name) =>
  slug === undefined ? `/reference/codes/${name}` : `/reference/rules/${slug}`

export function codePages() {
  const pages = Object.entries(table).map(([name, facts]) => ({
    path: pageOf(facts, name).replace('/reference/', ''),
    text: page(name, facts),
  }))
  return [{ path: 'rules', text: ruleList() }, { path: 'codes', text: codeList() }, ...pages]
}

function page(name, { slug, severity, title, help, wrong, right }) {
  const { example } = rules.find(rule => rule.code === name) ?? {}
  const versions = example
    ? [blocks(wrongVersion(example)), blocks(rightVersion(example))]
    : [ownBlock(wrong), ownBlock(right)]
  const [bad, good] = versions
  return [
    `# ${slug ?? name}\n`,
    `**${prose(capital(title))}**\n`,
    `${slug === undefined ? '' : `Code ${name}, `}severity: ${severity}\n`.replace(/^s/, 'S'),
    `${prose(help)}\n`,
    bad && `## Wrong\n\n${bad}`,
    good && `## Right\n\n${good}`,
    slug &&
      `## Allow it\n\nIf you intend it, say why where it is: \`.allow('${slug}', 'the reason')\`. See [Rules](/rules#accept-a-finding).\n`,
  ]
    .filter(Boolean)
    .join('\n')
}

const capital = text => text.replace(/^[a-z](?=[a-z]* )/, letter => letter.toUpperCase())

/** An example of a rule: calls, XML, or both. */
const blocks = ({ ts, xml }) =>
  [ts && code('ts', chain(ts)), xml && code('xml', xml)].filter(Boolean).join('\n')

/** An example of a code: a program, a document or a command. */
const ownBlock = text =>
  text && code(text.startsWith('<') ? 'xml' : /^(\$|vmc |npx )/.test(text) ? 'sh' : 'ts', text)

function ruleList() {
  const items = rules.map(
    ({ code: name, slug, severity, title }) =>
      `- ${link(slug, pageOf({ slug }))} ${prose(title)} (${name}, ${severity})`,
  )
  return `# Rules\n\nThese ${rules.length} rules report what the schema accepts and libvirt refuses, and what is probably a mistake. [How to allow a finding and how to write your own rule](/rules).\n\n${items.join('\n')}\n`
}

function codeList() {
  const sections = [...families(table)].map(([family, members]) => {
    const items = members.map(
      ({ code: name, facts }) => `- ${link(name, pageOf(facts, name))} ${prose(facts.title)}`,
    )
    return `## ${family}\n\n${items.join('\n')}\n`
  })
  return `# Diagnostic codes\n\nEvery diagnostic has a code, which never changes its meaning. \`vmc explain VMC1002\` prints the same page.\n\n${sections.join('\n')}`
}
