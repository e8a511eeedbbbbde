// Writes llms.txt, a list of the pages for language models, and llms-full.txt, which has the text of all pages and the words.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sections } from '../../docs/.vitepress/sections.mjs'
import { firstSentence } from './markdown.mjs'
import { callOf, words } from './words.mjs'

const SUMMARY = `# vmc

> Virtual machines as code: a TypeScript program describes machines, and vmc writes validated libvirt domain XML.
> The npm package is libvmc, its command vmc.
`

/** Too long for a language model: every check in the sources of libvirt. */
const LEFT_OUT = ['/libvirt-checks', '/performance', '/agreement']

/** Writes both files into the folder of the built site. `base` is the path of the site. */
export function writeLlms(docs, dist, base) {
  const read = link => readFileSync(join(docs, `${link}.md`), 'utf8')
  const list = sections.map(({ title, pages }) => {
    const items = pages.map(([text, link]) => {
      const address = `${base.replace(/\/$/, '')}${link}.html`
      return `- [${text}](${address}): ${summaryOf(read(link))}`
    })
    return `## ${title}\n\n${items.join('\n')}\n`
  })
  writeFileSync(join(dist, 'llms.txt'), [SUMMARY, ...list].join('\n'))

  const texts = sections
    .flatMap(({ pages }) => pages)
    .filter(([, link]) => !link.startsWith('/reference/') && !LEFT_OUT.includes(link))
    .map(([, link]) => read(link).replace(/^<\/?div.*>\n\n?/gm, ''))
  const described = words.map(word => {
    const [example] = word.examples
    const owner = word.of === undefined ? '' : `${word.of}`
    return `- ${owner}${callOf(word)}: ${[firstSentence(word.doc), example && `\`${example.ts}\``].filter(Boolean).join(' ')}`
  })
  const reference = `# All words\n\n${described.join('\n')}\n`
  writeFileSync(join(dist, 'llms-full.txt'), [SUMMARY, ...texts, reference].join('\n'))
}

/** The first sentence of a page. */
function summaryOf(page) {
  const paragraph = page.split(/\n\n+/).find(part => /^[A-Z`*]/.test(part) && !part.startsWith('#'))
  return firstSentence(
    (paragraph ?? '').replace(/\n/g, ' ').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
  )
}
