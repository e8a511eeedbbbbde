import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { validateXml } from '../src/compiler.ts'
import { codes } from '../src/diagnostics/codes.ts'
import { rules } from '../src/rules/all.ts'
import { checkExamples, checkTables, HEADING, libvirtChecks } from './support/libvirt-checks.ts'

const tables = suite('libvirt checks')

const DISPOSITION = /^(rule( VMC[12]\d{3})*( VMC2\d{3})|schema( VMC1\d{3})*|host|other|open)$/
const known = new Set([...Object.keys(codes), ...rules.map(rule => rule.code)])

/** The rows that a test finds wrong, as `file:line`. */
const wrong = (isRight: (row: (typeof libvirtChecks)[number]) => boolean): readonly string[] =>
  libvirtChecks.filter(row => !isRight(row)).map(({ file, line }) => `${file}:${line}`)

tables('each table has the same heading', () => {
  assert.ok(checkTables.size > 0)
  for (const [file, text] of checkTables) assert.is(text.split('\n')[0], HEADING, file)
})

tables('each row has a line, a function and a short check of one line', () => {
  assert.equal(
    wrong(row => /^\d+$/.test(row.line) && /^\w+$/.test(row.function)),
    [],
  )
  assert.equal(
    wrong(({ check }) => check === check.trim() && check.length > 0 && check.length <= 100),
    [],
  )
})

tables('each row has a known disposition', () => {
  assert.equal(
    wrong(row => DISPOSITION.test(row.disposition)),
    [],
  )
})

tables('each code in a disposition exists', () => {
  assert.equal(
    wrong(row => (row.disposition.match(/VMC\d+/g) ?? []).every(code => known.has(code))),
    [],
  )
})

tables('each open check has a note with the reason', () => {
  assert.equal(
    wrong(row => row.disposition !== 'open' || row.note !== ''),
    [],
  )
})

tables('the rows of each file are in the order of their lines, each line once', () => {
  assert.equal(
    libvirtChecks
      .filter((row, n) => {
        const before = libvirtChecks[n - 1]
        return before?.file === row.file && Number(before.line) >= Number(row.line)
      })
      .map(({ file, line }) => `${file}:${line}`),
    [],
  )
})

// The codes of the errors in the examples, by the file and line of the check.
const found = new Map<string, Set<string>>()
for (const { file, line, xml } of checkExamples) {
  const errors = validateXml(xml, { target: 'libvirt=11.3.0' }).filter(
    one => one.severity === 'error',
  )
  const key = `${file}:${line}`
  found.set(key, new Set([...(found.get(key) ?? []), ...errors.map(one => one.code)]))
}
const examined = new Set(checkExamples.map(({ file }) => file))

tables('each code in a disposition reports an example, in files with examples', () => {
  assert.equal(
    wrong(({ file, line, disposition }) => {
      const expected = disposition.match(/VMC\d+/g) ?? []
      return !examined.has(file) || expected.every(code => found.get(`${file}:${line}`)?.has(code))
    }),
    [],
  )
})

tables('the page in docs is up to date', () => {
  const script = fileURLToPath(new URL('../scripts/libvirt-checks.mjs', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  assert.equal([status, stderr], [0, ''])
})

tables.run()
