// Packs the package as for publication and checks the tarball with publint and attw. dist/ must be up to date.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vmc-package-'))
const options = { cwd: root, shell: process.platform === 'win32' }

try {
  const packed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { ...options, encoding: 'utf8' },
  )
  const [{ filename }] = JSON.parse(packed)
  const tarball = join(folder, filename)
  const checks = [
    ['publint', 'run', '--strict', tarball],
    ['attw', '--profile', 'esm-only', '--format', 'ascii', tarball],
  ]
  for (const [command, ...args] of checks) {
    const { status } = spawnSync('npx', ['--no', '--', command, ...args], {
      ...options,
      stdio: 'inherit',
    })
    if (status !== 0) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
