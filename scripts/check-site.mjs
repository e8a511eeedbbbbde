// Checks the built site as a visitor sees it: `check-site.mjs [SHOTS]`. Every link and anchor leads somewhere. In Chromium, at the
// widths of a desk and of a phone, no page scrolls sideways, nothing is loaded from elsewhere, and the search finds something.
// With a folder SHOTS, it writes pictures of some pages into it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const docs = fileURLToPath(new URL('../docs/', import.meta.url))
const dist = join(docs, '.vitepress/dist')
const [shots] = process.argv.slice(2)
const WIDTHS = [1280, 390]

/** The pages that a picture shows. */
const SHOWN = [
  ...['index', 'start', 'fleet', 'hosts', 'coming-from', 'compare', 'command-line'],
  ...['reference/words', 'reference/format/domain/devices/disk/driver'],
  'reference/rules/disk-target-unique',
]

/** Every how many pages of the reference, which are alike, the browser visits one. */
const STEP = 60

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const pages = readdirSync(dist, { recursive: true })
  .filter(file => file.endsWith('.html') && file !== '404.html')
  .map(file => file.replaceAll('\\', '/').replace(/\.html$/, ''))
  .sort()
const problems = brokenLinks()
console.log(`${pages.length} pages, ${problems.length} broken links`)

const server = createServer(answer).listen(0, '127.0.0.1')
await new Promise(resolve => server.on('listening', resolve))
const origin = `http://127.0.0.1:${server.address().port}`
const profile = mkdtempSync(join(tmpdir(), 'vmc-site-'))
const { chromium } = createRequire(join(docs, 'package.json'))('playwright-core')
const context = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ],
})
try {
  await visit()
} finally {
  await context.close()
  server.close()
  rmSync(profile, { recursive: true, force: true })
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}

/** The links of all pages that lead to no page, no file or no anchor of the site. */
function brokenLinks() {
  const texts = new Map(pages.map(page => [page, readFileSync(join(dist, `${page}.html`), 'utf8')]))
  const anchors = new Map(
    [...texts].map(([page, text]) => [
      page,
      new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)),
    ]),
  )
  const found = new Set()
  for (const [page, text] of texts)
    for (const [, href] of text.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
      if (/^(https?|mailto):/.test(href)) continue
      const { pathname, hash } = new URL(href, `http://site/${page}.html`)
      const target = pathname.replace(/\/$/, '/index').replace(/^\/|\.html$/g, '')
      const ids = anchors.get(target)
      if (!ids || (hash !== '' && !ids.has(decodeURIComponent(hash.slice(1)))))
        found.add(`${page}: broken link ${href}`)
    }
  return [...found]
}

/** Visits the pages in the browser, and adds what is wrong to the problems. */
async function visit() {
  const isReference = page => page.startsWith('reference/')
  const visited = [
    ...pages.filter(page => !isReference(page)),
    ...pages.filter(page => /^reference\/\w+$/.test(page)),
    ...pages.filter(isReference).filter((_, nth) => nth % STEP === 0),
    ...SHOWN.filter(isReference),
  ]
  const tab = await context.newPage()
  let at = ''
  tab.on('console', message => {
    if (message.type() === 'error') problems.push(`${at}: ${message.text()}`)
  })
  tab.on('pageerror', error => problems.push(`${at}: ${error.message}`))
  tab.on('request', request => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      problems.push(`${at}: loads ${request.url()}`)
  })
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 900 })
    for (at of new Set(visited)) {
      await tab.goto(`${origin}/${at}.html`, { waitUntil: 'load' })
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth)
      if (wide > width) problems.push(`${at}: ${wide} pixels wide at ${width}`)
      if (shots !== undefined && SHOWN.includes(at)) {
        mkdirSync(shots, { recursive: true })
        await tab.screenshot({ path: join(shots, `${at.replaceAll('/', '-')}-${width}.png`) })
      }
    }
    await search(tab, width)
  }
  console.log(`${new Set(visited).size} pages visited at ${WIDTHS.join(' and ')} pixels`)
}

/** Searches for a word as a visitor does, and follows the first result. */
async function search(tab, width) {
  await tab.goto(`${origin}/start.html`, { waitUntil: 'networkidle' })
  await tab.click('.VPNavBarSearch button')
  await tab.fill('.VPLocalSearchBox input', 'cache')
  await tab.waitForSelector('.VPLocalSearchBox .result', { timeout: 60_000 })
  const count = await tab.locator('.VPLocalSearchBox .result').count()
  if (shots !== undefined) await tab.screenshot({ path: join(shots, `search-${width}.png`) })
  await tab.keyboard.press('Enter')
  await tab.waitForURL(url => !url.pathname.endsWith('/start.html'), { timeout: 60_000 })
  console.log(
    `search: ${count} results for "cache" at ${width} pixels, the first leads to ${new URL(tab.url()).pathname}`,
  )
}

function answer({ url }, response) {
  const path = decodeURIComponent(new URL(url, 'http://site').pathname)
  try {
    const body = readFileSync(join(dist, path.endsWith('/') ? `${path}index.html` : path))
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.end(body)
  } catch {
    response.writeHead(404).end()
  }
}
