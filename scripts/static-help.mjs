// Prerenders help, version and completion, so that vmc prints them without loading yargs: `static-help.mjs DIR`. Writes
// cli/static-help.json in DIR.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [dist] = process.argv.slice(2)
const { commands, keyOf, parse, PLAIN_BUILD } = await import(
  pathToFileURL(`${dist}/cli/command-line.js`)
)
const answers = {}

for (const columns of [80, 100]) {
  for (const words of [['--help'], ...Object.keys(commands).map(name => [name, '--help'])])
    await addAnswer(words, columns)
}
await addAnswer(['--version'])
for (const shell of ['bash', 'zsh']) {
  process.env.SHELL = `/bin/${shell}`
  await addAnswer(['completion'])
  for (const words of [
    [''],
    ...Object.keys(commands).flatMap(name => [
      [name, '-'],
      [name, '--'],
    ]),
  ])
    await addAnswer(['--get-yargs-completions', 'vmc', ...words])
}
await parse(['build'], 80, (_, args) => {
  answers[PLAIN_BUILD] = JSON.stringify(args)
})
writeFileSync(`${dist}/cli/static-help.json`, JSON.stringify(answers))

async function addAnswer(words, columns = 80) {
  const isZsh = process.env.SHELL?.endsWith('zsh')
  answers[keyOf(words, columns, isZsh)] = await parse(words, columns, () => {})
}
