import { readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { vmc } from './support/vmc.ts'

const readme = suite('README')
const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const quickstart = new URL('../examples/quickstart/', import.meta.url)

/** The contents of all fenced blocks of a language. */
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    match => match[1]!,
  )

readme('shows the quickstart and its XML to the letter', () => {
  assert.is(blocks('ts')[0], readFileSync(new URL('infra.ts', quickstart), 'utf8'))
  assert.is(blocks('xml')[0], readFileSync(new URL('expected/fv0.xml', quickstart), 'utf8'))
})

readme('shows what its wrong program prints to the letter', async () => {
  const [shown = ''] = blocks('text')
  const { stderr, code } = await vmc(['build', 'infra.ts'], { 'infra.ts': blocks('ts')[1]! })
  assert.is(`$ npx vmc build infra.ts\n${stderr}`, shown)
  assert.is(code, 2)
})

readme('shows a configuration that works, with a rule that keeps its word', async () => {
  const [program = '', , config = ''] = blocks('ts')
  const open = program.replace("listen('127.0.0.1')", "listen('0.0.0.0')")
  const files = { 'infra.ts': open, 'vmc.config.ts': config }
  const { stderr, code } = await vmc(['build', '--no-typecheck'], files)
  assert.is(code, 2)
  assert.match(stderr, /error\[no-public-vnc\]: VNC listens to everybody\n +--> infra\.ts:\d+:/)
  const right = await vmc(['build', '--no-typecheck'], { ...files, 'infra.ts': program })
  assert.equal([right.code, right.stderr], [0, '1 domain in vmc.out: 1 written\n'])
})

readme('names every command and no other', async () => {
  const { stdout } = await vmc(['--help'])
  const listed = [...stdout.matchAll(/^ {2}vmc (\w+)/gm)].map(match => match[1])
  const told = [...text.matchAll(/^\| `vmc (\w+)/gm)].map(match => match[1])
  assert.equal([...listed].sort(), [...told].sort())
})

readme.run()
