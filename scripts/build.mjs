// Makes dist/ of src/: declarations by the native TypeScript compiler, and a bundle beside them. It starts from nothing each
// time, so that a file deleted from src/ never lives on in the package, and takes the place of the old one only when whole.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`
const made = `${root}.dist-${process.pid}`
const old = `${made}-old`

// npm prepares a package that is linked as a folder; one that came packed is built already.
if (existsSync(`${root}tsconfig.build.json`)) {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
  const tsc = typescript.replace('package.json', 'bin/tsc')
  const options = ['-p', `${root}tsconfig.build.json`, '--outDir', made]
  const node = args => spawnSync(process.execPath, args, { stdio: 'inherit' }).status
  const status =
    node([`${root}scripts/rule-list.mjs`]) ||
    node([tsc, ...options]) ||
    node([`${root}scripts/bundle.mjs`, made]) ||
    node([`${root}scripts/static-help.mjs`, made]) ||
    node([`${root}scripts/docs.mjs`, `${made}/schema/docs.json`])
  if (status === 0) {
    chmodSync(`${made}/cli/main.js`, 0o755)
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(made, dist)
    linkCommand()
  }
  for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true })
  process.exitCode = status ?? 1
}

// Then `npx vmc` works in a checkout as it does where libvmc is installed, and at once.
function linkCommand() {
  const bin = `${root}node_modules/.bin`
  if (process.platform === 'win32' || !existsSync(bin)) return
  rmSync(`${bin}/vmc`, { force: true })
  symlinkSync('../../dist/cli/main.js', `${bin}/vmc`)
}
