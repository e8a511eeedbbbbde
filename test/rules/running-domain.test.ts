// What vmc says about documents that are not the definition of a domain that is shut off.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'

const test = suite('running domains')

const live = (attributes: string): string =>
  `<domain type="kvm"${attributes}><name>fv0</name><memory unit="GiB">1</memory><os><type arch="x86_64" machine="pc">hvm</type></os><devices><graphics type="vnc" port="5901" autoport="yes"/></devices></domain>`

const lines = (found: ReturnType<typeof validateXml>): readonly string[] =>
  found.map(({ severity, slug, help }) => `${severity} ${slug}: ${help}`)

const ADVICE = 'info running-domain: use the output of virsh dumpxml --inactive'

test('the dump of a running domain gets advice, and no warning about the port that libvirt chose', () => {
  assert.equal(lines(validateXml(live(' id="7"'))), [ADVICE])
  assert.match(lines(validateXml(live(''))).join(), 'warning graphics-port-auto')
})

test('an import gives the advice, unless it leaves the state out', () => {
  assert.equal(lines(importXml(live(' id="7"')).diagnostics), [ADVICE])
  const { diagnostics } = importXml(live(' id="7"'), { clean: true })
  for (const { code } of diagnostics) assert.is(code, 'VMC1015')
})

test('another document of libvirt gets a pointer', () => {
  const [status] = validateXml('<domstatus state="running"><domain/></domstatus>')
  assert.match(status!.help!, 'use the <domain> in it, or the output of virsh dumpxml --inactive')
  assert.match(validateXml('<network/>')[0]!.help!, 'this is a virtual network')
  assert.is(validateXml('<constructor/>')[0]!.help, undefined)
})

test.run()
