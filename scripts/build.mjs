// Builds dist/ from src/: declarations with the native TypeScript compiler, and a bundle. Each build starts with an empty
// folder, so that dist/ contains no files that were deleted from src/. It replaces the old dist/ only if it succeeds.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`
const staged = `${root}.dist-${process.pid}`
const old = `${staged}-old`

// npm runs this script also for a published package, which is built already and has no sources.
if (existsSync(`${root}tsconfig.build.json`)) {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
  const tsc = typescript.replace('package.json', 'bin/tsc')
  const options = ['-p', `${root}tsconfig.build.json`, '--outDir', staged]
  const node = args => spawnSync(process.execPath, args, { stdio: 'inherit' }).status
  mkdirSync(`${staged}/schema`, { recursive: true })
  // The doc comments need only the sources, and are collected meanwhile.
  const docs = spawn(process.execPath, [`${root}scripts/docs.mjs`, `${staged}/schema/docs.json`], {
    stdio: 'inherit',
  })
  const collected = new Promise(resolve => docs.on('close', code => resolve(code ?? 1)))
  const made =
    node([`${root}scripts/rule-list.mjs`]) ||
    node([tsc, ...options]) ||
    node([`${root}scripts/bundle.mjs`, staged]) ||
    node([`${root}scripts/static-help.mjs`, staged]) ||
    node([`${root}scripts/words.mjs`, staged]) ||
    node([`${root}scripts/declarations.mjs`, staged])
  const status = made || (await collected)
  if (status === 0) {
    chmodSync(`${staged}/cli/main.js`, 0o755)
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(staged, dist)
    linkCommand()
  }
  for (const folder of [staged, old]) rmSync(folder, { recursive: true, force: true })
  process.exitCode = status ?? 1
}

// Links node_modules/.bin/vmc to dist/, so that `npx vmc` works in a checkout.
function linkCommand() {
  const bin = `${root}node_modules/.bin`
  if (process.platform === 'win32' || !existsSync(bin)) return
  rmSync(`${bin}/vmc`, { force: true })
  symlinkSync('../../dist/cli/main.js', `${bin}/vmc`)
}
