import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { OutputFile } from '../../../src/build/output/output.ts'
import { plain } from '../../support/plain.ts'
import { renamed, vmc } from '../../support/vmc.ts'

const test = suite('build: output writer')

const work = mkdtempSync(join(tmpdir(), 'vmc-writer-'))
test.after(() => rmSync(work, { recursive: true }))

// The worker needs JavaScript, as in the package.
plain(['build/output/writer.ts', 'build/output/writer-worker.ts'], join(work, 'dist'))
writeFileSync(join(work, 'package.json'), '{ "type": "module", "version": "1.0.0" }')
const { OutputWriter } = (await import(
  pathToFileURL(join(work, 'dist/build/output/writer.js')).href
)) as typeof import('../../../src/build/output/writer.ts')

const FEW = 4
// Enough files for the writer to start a worker.
const MANY = 1203

const files = (count: number, text = 'first'): OutputFile[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `vm${index}.xml`,
    text: `${text} ${index}`,
  }))

async function write(folder: string, given: readonly OutputFile[]) {
  const writer = new OutputWriter({ folder, entries: [] })
  for (const file of given) writer.add(file)
  assert.equal(await writer.problems(), [])
  const status = await writer.apply()
  await writer.close()
  return status
}

for (const count of [FEW, MANY]) {
  test(`${count} files are written, left unchanged, changed and removed`, async () => {
    const folder = join(work, `written-${count}`)
    const statuses = async (given: readonly OutputFile[]) => {
      const status = await write(folder, given)
      const all = status.map(one => one.status)
      return [...new Set(all)].map(one => [one, all.filter(other => other === one).length])
    }
    assert.equal(await statuses(files(count)), [['written', count]])
    assert.equal(await statuses(files(count)), [['unchanged', count]])
    const changed = [...files(count - 2), { name: 'vm1.xml', text: 'second' }]
    assert.equal(
      new Map((await statuses(changed)) as [string, number][]),
      new Map([
        ['unchanged', count - 3],
        ['written', 1],
        ['removed', 2],
      ]),
    )
    assert.is(readFileSync(join(folder, 'vm1.xml'), 'utf8'), 'second')
    assert.is(readdirSync(folder).length, count - 2 + 1)
  })

  test(`without apply, closing the writer leaves nothing of ${count} files`, async () => {
    const folder = join(work, `left-${count}`)
    const writer = new OutputWriter({ folder, entries: [] })
    for (const file of files(count)) writer.add(file)
    await writer.problems()
    await writer.close()
    assert.not(existsSync(folder))
    assert.equal(
      readdirSync(work).filter(name => name.startsWith('.vmc-')),
      [],
    )
  })

  test(`of two files with the same name among ${count}, the last one is written`, async () => {
    const folder = join(work, `again-${count}`)
    const status = await write(folder, [...files(count), { name: 'vm0.xml', text: 'other' }])
    assert.is(status.length, count)
    assert.is(readFileSync(join(folder, 'vm0.xml'), 'utf8'), 'other')
  })

  test(`a file that vmc did not write, among ${count}, is reported and stays`, async () => {
    const folder = join(work, `foreign-${count}`)
    await write(folder, [])
    writeFileSync(join(folder, 'vm1.xml'), 'mine')
    const writer = new OutputWriter({ folder, entries: [] })
    for (const file of files(count)) writer.add(file)
    const diagnostics = await writer.problems()
    await writer.close()
    assert.equal(
      diagnostics.map(({ code }) => code),
      ['VMC4012'],
    )
    assert.equal(readdirSync(folder).sort(), ['vm1.xml', 'vmc.manifest.json'])
    assert.is(readFileSync(join(folder, 'vm1.xml'), 'utf8'), 'mine')
  })

  test(`writing ${count} files to an impossible path throws an error with the reason`, async () => {
    writeFileSync(join(work, 'file'), '')
    const folder = join(work, 'file', 'below')
    const writer = new OutputWriter({ folder, entries: [] })
    for (const file of files(count)) writer.add(file)
    await writer.problems()
    let message = ''
    await writer.apply().catch(error => {
      message = error.message
    })
    await writer.close()
    assert.is(message, 'a parent of the path is a file, not a folder')
  })
}

const program = (last: string) => `
import { domain, GiB } from 'libvmc'
export default Array.from({ length: ${MANY} }, (_, i) =>
  domain(i === ${MANY - 1} ? '${last}' : 'vm' + i).hvm().memory(GiB(1)))
`

test('an error in the worker rejects problems(), and close() still returns', async () => {
  // A file without a text makes the worker throw: it cannot compute the hash.
  const broken = files(MANY).map(({ name }) => ({ name }) as OutputFile)
  const folder = join(work, 'broken')
  const writer = new OutputWriter({ folder, entries: [] })
  for (const file of broken) writer.add(file)
  let failure: unknown
  await writer.problems().catch(error => {
    failure = error
  })
  await writer.close()
  assert.instance(failure, TypeError)
  assert.not(existsSync(folder))
})

test('the status of files is sorted by path', async () => {
  const status = await write(join(work, 'order'), files(12))
  assert.equal(
    status.map(({ path }) => path),
    status.map(({ path }) => path).sort(),
  )
})

test('nothing of a large fleet is written if its last domain is invalid', async () => {
  let { cwd } = await vmc(['build', '--no-typecheck'], { 'infra.ts': program('a/b') })
  const build = async (last: string) => {
    cwd = renamed(cwd)
    writeFileSync(join(cwd, 'infra.ts'), program(last))
    return (await vmc(['build', '--no-typecheck'], cwd)).code
  }
  const check = async () => (await vmc(['build', '--check', '--no-typecheck'], cwd)).code
  assert.equal(
    readdirSync(cwd).filter(name => /vmc/.test(name)),
    [],
  )
  assert.is(await build('last'), 0)
  const before = readdirSync(join(cwd, 'vmc.out'))
  assert.is(before.length, MANY + 1)
  assert.is(await build('a/b'), 2)
  assert.equal(readdirSync(join(cwd, 'vmc.out')), before)
  assert.is(await check(), 2)
  assert.is(await build('last'), 0)
  assert.is(await check(), 0)
})

test.run()
