// Compiles src/ into dist/ with the native TypeScript compiler, from nothing each time, so that a file deleted from
// src/ never lives on in the package.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

// npm prepares a package that is linked as a folder; one that came packed is built already.
if (existsSync(`${root}tsconfig.build.json`)) {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json')
  const tsc = typescript.replace('package.json', 'bin/tsc')
  rmSync(`${root}dist`, { recursive: true, force: true })
  execFileSync(process.execPath, [tsc, '-p', `${root}tsconfig.build.json`], { stdio: 'inherit' })
  chmodSync(`${root}dist/cli/main.js`, 0o755)
}
