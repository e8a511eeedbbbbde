// Changes by others in documents that libvirt itself has written: all are seen, and a different spelling is none.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Marker } from '../../../src/hosts/marker.ts'
import { compareDomain, definitionOf } from '../../../src/hosts/plan/domain-plan.ts'
import { recordedProgram } from '../../../src/hosts/plan/secrets.ts'
import { emit } from '../../../src/xml/emit.ts'
import { stoppedDomain } from '../../support/host-domains.ts'
import { corpus, skipped } from '../corpus.ts'

const test = suite('drift')
const STEP = Number(process.env.CORPUS_STEP ?? 3)

type Edit = (xml: string) => string

/** Replaces the first match, so that a document without one stays as it is. */
const replace =
  (from: RegExp, to: string): Edit =>
  xml =>
    xml.replace(from, to)

const before = (end: string, more: string): Edit => replace(new RegExp(`(?=</${end}>)`), more)

const DRIFTS: Readonly<Record<string, Edit>> = {
  memory: replace(/(<memory unit='KiB'>)\d+/, '$12099'),
  vcpu: replace(/(<vcpu[^>]*>)\d+/, '$163'),
  title: replace(/(?=<memory)/, '<title>changed</title>'),
  'machine type': replace(/machine='[^']*'/, "machine='pc-q35-1.0'"),
  'lifecycle action': replace(/<on_reboot>\w+/, '<on_reboot>preserve'),
  'clock offset': replace(/<clock offset='utc'/, "<clock offset='localtime'"),
  'disk source': replace(/(<source (?:file|dev)=')[^']*/, '$1/changed'),
  'disk cache': replace(/(<driver name='qemu')(?![^>]*cache)/, "$1 cache='unsafe'"),
  'disk bus': replace(/(<target dev='[^']*' bus=')[^']*/, '$1usb'),
  'added disk': before(
    'devices',
    "<disk type='file' device='disk'><source file='/added'/><target dev='vdzz' bus='virtio'/></disk>",
  ),
  'removed disk': replace(/<disk [\s\S]*?<\/disk>/, ''),
  'added NIC': before(
    'devices',
    "<interface type='user'><mac address='52:54:00:ab:cd:ef'/></interface>",
  ),
  'removed NIC': replace(/<interface [\s\S]*?<\/interface>/, ''),
  'NIC model': replace(/(<interface[\s\S]*?<model type=')[^']*/, '$1changed'),
  'link state': replace(/(<interface[^>]*>)(?![\s\S]*<link)/, "$1<link state='down'/>"),
  'MAC address': replace(/<mac address='[^']*'/, "<mac address='52:54:00:00:00:99'"),
  'PCI address': replace(/(<address type='pci'[^>]*slot=')[^']*/, '$10x1d'),
  'added USB tablet': before('devices', "<input type='tablet' bus='usb'/>"),
  'removed serial port': replace(/<serial [\s\S]*?<\/serial>/, ''),
  'CPU mode': replace(/<cpu mode='[^']*'/, "<cpu mode='maximum'"),
}

const SPELLINGS: Readonly<Record<string, Edit>> = {
  'MiB for KiB': xml =>
    xml.replace(/<(memory|currentMemory) unit='KiB'>(\d+)</g, (whole, name, size) =>
      Number(size) % 1024 === 0 ? `<${name} unit='MiB'>${Number(size) / 1024}<` : whole,
    ),
  'decimal for hexadecimal': xml =>
    xml.replace(
      /(bus|slot|function|domain)='0x([\da-f]+)'/g,
      (_, name, digits) => `${name}='${Number.parseInt(digits, 16)}'`,
    ),
  'upper case': xml =>
    xml.replace(/<(uuid)>(.*?)<|(mac address=')([^']*)/g, (_, name, uuid, mac, address) =>
      name ? `<uuid>${uuid.toUpperCase()}<` : `${mac}${address.toUpperCase()}`,
    ),
  'layout and quotes': xml => xml.replace(/>\s+</g, '><').replace(/='([^'"]*)'/g, '="$1"'),
}

const documents = corpus()
  .filter(
    ({ path, expect, xml }) =>
      expect === 'output' && /qemuxml/.test(path) && definitionOf(xml) !== undefined,
  )
  .filter((_, index) => index % STEP === 0)
if (documents.length === 0) {
  console.log(skipped)
  test.skip('drift')
} else {
  /** What others changed in each document, and what vmc would change. */
  function compare(xml: string, edited: string) {
    const definition = emit(recordedProgram(definitionOf(xml)!))
    const names = { project: 'shop', name: '', uuid: '', host: 'hv1', libvirt: '9.0.0' }
    const marker: Marker = { ...names, program: definition, definition }
    const program = definitionOf(xml)!
    return compareDomain({ written: program, filled: program }, stoppedDomain(edited), marker, {
      takenMacs: new Set(),
      libvirt: '9.0.0',
    })!
  }

  test('changes by others are seen, and not undone', () => {
    let count = 0
    for (const { path, xml } of documents)
      for (const [what, edit] of Object.entries(DRIFTS)) {
        const edited = edit(xml)
        if (edited === xml || !definitionOf(edited)) continue
        const { drift, wanted } = compare(xml, edited)
        assert.ok(drift.length > 0, `${what} in ${path}`)
        assert.equal(
          wanted.map(one => one.path),
          [],
          `${what} in ${path}`,
        )
        count++
      }
    console.log(`${count} changes in ${documents.length} documents`)
    assert.ok(count > 1000)
  })

  test('another spelling is not a change', () => {
    for (const { path, xml } of documents)
      for (const [what, edit] of Object.entries(SPELLINGS)) {
        const { drift, wanted } = compare(xml, edit(xml))
        assert.equal(
          [...drift, ...wanted].map(one => one.path),
          [],
          `${what} in ${path}`,
        )
      }
  })
}

test.run()
