import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { spawnVmc } from '../support/vmc.ts'

const validate = suite('vmc validate')

const good = `<domain type="kvm">
  <name>fv0</name>
  <memory unit="GiB">2</memory>
  <os>
    <type>hvm</type>
  </os>
</domain>
`
const bad = good.replaceAll('memory', 'memroy')
validate('checks thousands of files in one run, with little memory', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [
      `d/${i % 40}/vm${i}.xml`,
      i % 100 === 7 ? bad : good.replace('fv0', `vm${i}`),
    ]),
  )
  const small = { NODE_OPTIONS: '--max-old-space-size=64' }
  const { code, stderr } = await spawnVmc(['validate', 'd'], files, small)
  assert.is(code, 2)
  assert.match(stderr, /\n\n20 errors\n$/)
  assert.is(stderr.match(/^3 \| {3}<memroy/gm)?.length, 20)
})

validate('reports a document that consists of errors, with little memory', async () => {
  const small = { NODE_OPTIONS: '--max-old-space-size=256' }
  const elements = `<domain type="kvm">${'<foo/>'.repeat(500_000)}</domain>`
  const attributes = `<domain ${Array.from({ length: 20_000 }, (_, i) => `a${i}=""`).join(' ')}/>`
  const devices = `<domain type="kvm"><devices>${"<disk type='file'/>".repeat(20_000)}</devices></domain>`
  const counts = []
  for (const text of [elements, attributes, devices]) {
    const { stderr } = await spawnVmc(['validate', '-'], {}, small, text)
    counts.push(/\n(\d+) errors\n$/.exec(stderr)?.[1])
  }
  // After 1,000 errors, one more says that the rest is not read. The domain also has no type, name and boot device.
  assert.is(counts[0], '1001')
  assert.ok(Number(counts[1]) >= 20_000 && Number(counts[2]) >= 20_000, String(counts))
})

validate.run()
