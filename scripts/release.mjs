// The steps of a release that npm and changesets do not do.
//   release.mjs version         copies the version of libvmc to create-libvmc, after `changeset version`
//   release.mjs check v0.2.0    fails unless the tag, both packages and the changelog have the same version
//   release.mjs repository URL  writes the repository into both packages, before they are published
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = name => fileURLToPath(new URL(`../${name}`, import.meta.url))
const read = name => JSON.parse(readFileSync(path(name), 'utf8'))
const write = (name, content) => writeFileSync(path(name), `${JSON.stringify(content, null, 2)}\n`)

const main = 'package.json'
const create = 'packages/create-libvmc/package.json'
const [action, argument] = process.argv.slice(2)
const { version } = read(main)

if (action === 'version') {
  write(create, { ...read(create), version, dependencies: { libvmc: version } })
} else if (action === 'check') {
  const { version: created, dependencies } = read(create)
  const changelog = readFileSync(path('CHANGELOG.md'), 'utf8')
  const wrong = [
    argument !== `v${version}` && `the tag is ${argument}, the version of libvmc ${version}`,
    created !== version && `the version of create-libvmc is ${created}`,
    dependencies.libvmc !== version && `create-libvmc depends on libvmc ${dependencies.libvmc}`,
    !changelog.includes(`\n## ${version}\n`) && `CHANGELOG.md has no section "## ${version}"`,
  ].filter(Boolean)
  for (const one of wrong) console.error(one)
  if (wrong.length > 0) process.exitCode = 1
} else if (action === 'repository') {
  const url = `git+${argument}.git`
  write(main, { ...read(main), repository: { type: 'git', url } })
  const repository = { type: 'git', url, directory: 'packages/create-libvmc' }
  write(create, { ...read(create), repository })
} else {
  console.error('usage: release.mjs version | check TAG | repository URL')
  process.exitCode = 1
}
