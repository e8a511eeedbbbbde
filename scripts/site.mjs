// Builds the site of the docs into docs/.vitepress/dist: `npm run site`. `npm run site -- dev` serves it while you write.
// It installs VitePress into docs/node_modules first, which the other work on vmc does not need.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeLlms } from './site/llms.mjs'
import { writeReference } from './site/reference.mjs'

const docs = fileURLToPath(new URL('../docs', import.meta.url))
const command = process.argv[2] ?? 'build'
const vitepress = join(docs, 'node_modules/vitepress/bin/vitepress.js')

if (!existsSync(vitepress)) run('npm', ['ci', '--prefix', docs, '--ignore-scripts'])
console.log(`${writeReference(join(docs, 'reference'))} pages in docs/reference`)
run(process.execPath, [vitepress, command, docs])
if (command === 'build')
  writeLlms(docs, join(docs, '.vitepress/dist'), process.env.SITE_BASE ?? '/')

/** Runs a program, and ends this one if it fails. */
function run(program, args) {
  const shell = process.platform === 'win32' && program === 'npm'
  const { status } = spawnSync(program, args, { stdio: 'inherit', shell })
  if (status !== 0) process.exit(status ?? 1)
}
