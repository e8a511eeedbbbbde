// Leaves the script `prepare` out of the packed package.json: `packed-manifest.mjs write` before packing, `restore` after it.
// The script builds a checkout. npm warns about it when somebody installs the package.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [action, manifest = fileURLToPath(new URL('../package.json', import.meta.url))] =
  process.argv.slice(2)
const original = `${manifest}.original`

if (action === 'restore') {
  if (existsSync(original)) renameSync(original, manifest)
} else {
  const text = readFileSync(manifest, 'utf8')
  const { scripts, ...rest } = JSON.parse(text)
  const { prepare: _, ...kept } = scripts
  // The order of the keys stays.
  const packed = Object.fromEntries(
    Object.keys(JSON.parse(text)).map(key => [key, key === 'scripts' ? kept : rest[key]]),
  )
  writeFileSync(original, text)
  writeFileSync(manifest, `${JSON.stringify(packed, null, 2)}\n`)
}
