// The site of the docs. `npm run site` builds it into docs/.vitepress/dist.
// SITE_BASE is the path of the site, such as /vmc/. SITE_REPOSITORY is the address of the repository on a code host.
import { defineConfig } from 'vitepress'
import { sections } from './sections.mjs'

const base = process.env.SITE_BASE ?? '/'
const repository = process.env.SITE_REPOSITORY

/** Pages with another layout. The Markdown files have no front matter, so that they read well on a code host. */
const LAYOUTS = {
  'index.md': { layout: 'home' },
  'coming-from.md': { aside: false, pageClass: 'wide' },
  'compare.md': { aside: false, pageClass: 'wide' },
  'libvirt-checks.md': { aside: false, pageClass: 'wide' },
}

/** Pages that the search leaves out. The rules on this page have pages of their own. */
const NOT_SEARCHED = ['libvirt-checks.md']

/** Links to files outside docs/ lead to the repository, or are plain text if its address is not known. */
function linkToRepository(md) {
  md.core.ruler.push('link-to-repository', ({ tokens }) => {
    for (const { children } of tokens) {
      let isText = false
      for (const token of children ?? []) {
        const [, path] = /^\.\.\/(.*)/.exec(token.attrGet('href') ?? '') ?? []
        if (token.type === 'link_open' && path !== undefined) {
          isText = repository === undefined
          if (isText) Object.assign(token, { tag: 'span', attrs: [] })
          else token.attrSet('href', `${repository}/blob/main/${path}`)
        } else if (token.type === 'link_close' && isText) {
          token.tag = 'span'
          isText = false
        }
      }
    }
  })
}

export default defineConfig({
  title: 'vmc',
  description: 'Virtual machines as code: TypeScript in, validated libvirt domain XML out',
  lang: 'en',
  base,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}favicon.svg` }]],
  metaChunk: true,
  markdown: { config: linkToRepository },
  transformPageData: page => ({
    frontmatter: { ...page.frontmatter, ...LAYOUTS[page.relativePath] },
  }),
  // The search index may be large: the browser loads it when a person opens the search.
  vite: { build: { chunkSizeWarningLimit: 8000 } },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Guide', link: '/fleet' },
      { text: 'Reference', link: '/reference/words' },
      { text: 'Compare', link: '/compare' },
    ],
    sidebar: sections.map(({ title, pages }) => ({
      text: title,
      items: pages.map(([text, link]) => ({ text, link })),
    })),
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        _render: (source, env, md) =>
          NOT_SEARCHED.includes(env.relativePath) ? '' : md.render(source, env),
      },
    },
  },
})
