// Asks the command line what always has the same answer, and writes it beside the command: `static-help.mjs DIR`.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [made] = process.argv.slice(2)
const { commandLine, commands, keyOf, PLAIN } = await import(
  pathToFileURL(`${made}/cli/command-line.js`)
)
const answers = {}

for (const columns of [80, 100]) {
  for (const words of [['--help'], ...Object.keys(commands).map(name => [name, '--help'])])
    await ask(words, columns)
}
await ask(['--version'])
for (const shell of ['bash', 'zsh']) {
  process.env.SHELL = `/bin/${shell}`
  await ask(['completion'])
  for (const words of [
    [''],
    ...Object.keys(commands).flatMap(name => [
      [name, '-'],
      [name, '--'],
    ]),
  ])
    await ask(['--get-yargs-completions', 'vmc', ...words])
}
// What it makes of a build that is given nothing, without building.
const plain = await commandLine(['build'], 80, () => {})
answers[PLAIN] = JSON.stringify(await plain.parseAsync())
writeFileSync(`${made}/cli/static-help.json`, JSON.stringify(answers))

async function ask(words, columns = 80) {
  const cli = await commandLine(words, columns)
  const printed = []
  const { log } = console
  console.log = text => printed.push(`${text}\n`)
  try {
    await cli.parseAsync()
  } finally {
    console.log = log
  }
  answers[keyOf(words, columns, process.env.SHELL?.endsWith('zsh'))] = printed.join('')
}
