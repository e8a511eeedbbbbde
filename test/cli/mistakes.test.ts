// Mistakes that people make, and the first lines of what vmc says about them, in golden/mistakes.txt.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { golden } from '../support/golden.ts'
import { vmc } from '../support/vmc.ts'
import { type Mistake, mistakes } from './mistakes.ts'

const test = suite('mistakes')

const HEAD =
  "import { bridge, domain, file, GiB, network, pci, tpm, usb, vnc } from 'libvmc'\nconst config: any = {}\n"

const MAX_LINES = 9

test('mistakes that people make', async () => {
  assert.ok(mistakes.length > 90)
  const rows: string[] = []
  for (const [index, mistake] of mistakes.entries()) rows.push(await row(index + 1, mistake))
  golden(new URL('golden/mistakes.txt', import.meta.url), rows.join('\n'))
})

async function row(number: number, { title, program, files, args }: Mistake): Promise<string> {
  const infra = program === undefined ? undefined : { 'infra.ts': `${HEAD}${program}\n` }
  const { code, stderr, cwd } = await vmc(args ?? ['build', '--no-typecheck'], {
    ...infra,
    ...files,
  })
  assert.not.equal(code, undefined, title)
  const said = stderr
    .replaceAll(cwd, '.')
    .split('\n')
    .filter(line => /^(error|warning|info)\[|^ *--> |^ *= (help|note)/.test(line))
    .slice(0, MAX_LINES)
  const shown = [
    program ?? [`vmc ${args?.join(' ')}`],
    Object.values(files ?? {}).join('\n'),
  ].flat()
  const source = shown
    .filter(text => text !== '')
    .flatMap(text => text.trimEnd().split('\n'))
    .map(line => `    ${line}`)
  return [`${number}. ${title} (exit ${code})`, ...source, ...said, ''].join('\n')
}

test.run()
