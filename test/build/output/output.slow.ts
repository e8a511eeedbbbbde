import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Output, type OutputFile } from '../../../src/build/output/output.ts'
import { plain } from '../../support/plain.ts'
import { folder } from '../../support/vmc.ts'

const output = suite('output')

const files = (...names: readonly string[]): OutputFile[] =>
  names.map(name => ({ name: `${name}.xml`, text: `<${name}/>\n` }))

const temporary = (at: string) => readdirSync(at).filter(name => name.startsWith('.vmc-'))

const shipped = folder()
plain(['build/output/output.ts'], join(shipped, 'dist'))
writeFileSync(join(shipped, 'package.json'), '{ "type": "module", "version": "1.0.0" }')

/** A program that alternates between two fleets until it is killed. Some files differ only in their text, some in their name. */
const alternate = `
  import { Output } from ${JSON.stringify(join(shipped, 'dist/build/output/output.js'))}
  const fleet = v => Array.from({ length: 300 }, (_, i) => {
    const name = 'vm' + (i + 100 * v) + '.xml'
    return { name, text: (name + ' of version ' + v + '\\n').repeat(100) + 'end\\n' }
  })
  const [folder] = process.argv.slice(1)
  for (let v = 0; ; v = 1 - v) {
    const output = new Output({ folder, entries: [], prune: true })
    for (const file of fleet(v)) output.add(file)
    // Neither version counts as edited by hand.
    const found = output.problems()
    if (found.length > 0) throw new Error(found[0].message)
    output.apply()
    if (v === 1) process.stdout.write('.')
  }`

output(
  'a killed build leaves every file complete, with its old or new text, and listed in the manifest',
  async () => {
    const at = folder()
    const leftovers: number[] = []
    for (let round = 0; round < 15; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', alternate, at], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const closed = new Promise(resolve => child.on('close', resolve))
      await Promise.race([new Promise(resolve => child.stdout.once('data', resolve)), closed])
      await setTimeout(Math.random() * 40)
      child.kill('SIGKILL')
      await closed
      assert.is(child.signalCode, 'SIGKILL', 'every build ran until it was killed')
      leftovers.push(temporary(at).length)
      const named = readdirSync(at).filter(name => name.endsWith('.xml'))
      for (const name of named) {
        const text = readFileSync(join(at, name), 'utf8')
        const version = text.includes('version 0') ? 0 : 1
        assert.is(text, `${`${name} of version ${version}\n`.repeat(100)}end\n`)
      }
      const { files } = JSON.parse(readFileSync(join(at, 'vmc.manifest.json'), 'utf8'))
      assert.equal(
        named.filter(name => !Object.hasOwn(files, name)),
        [],
      )
    }
    assert.ok(
      leftovers.some(count => count > 0),
      'some builds were killed while they wrote',
    )
    const last = new Output({ folder: at, entries: [], prune: true })
    for (const file of files('a')) last.add(file)
    assert.equal(last.problems(), [])
    last.apply()
    assert.equal(readdirSync(at).sort(), ['a.xml', 'vmc.manifest.json'])
    assert.ok(statSync(join(at, 'a.xml')).isFile())
  },
)

output.run()
