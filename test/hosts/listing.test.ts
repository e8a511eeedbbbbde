import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { printableHostText } from '../../src/diagnostics/printable.ts'
import { inventoryFor, isPlain } from '../../src/hosts/ansible.ts'
import { HostError } from '../../src/hosts/host-error.ts'
import type { HostDomain } from '../../src/hosts/inventory.ts'
import { listingOf } from '../../src/hosts/listing.ts'
import type { Marker } from '../../src/hosts/marker.ts'
import { markerXml } from '../support/marker-xml.ts'

const test = suite('hosts: listing')

const uuid = 'd7447ddd-f64c-5183-bcf7-69f2bf621007'
const marked = (change: Partial<Marker> = {}): string => {
  const marker = { project: 'shop', name: 'web0', uuid, host: 'hv1', libvirt: '9.0.0' }
  const xml = markerXml({ ...marker, program: '', definition: '', ...change })
  return `<domain type="kvm"><name>web0</name><metadata>${xml}</metadata></domain>`
}
const web0: HostDomain = {
  uuid,
  name: 'web0',
  state: 'running',
  isActive: true,
  isPersistent: true,
  hasAutostart: true,
  hasManagedSave: false,
  xml: marked(),
}
const hv1 = { name: 'hv1', uri: 'qemu:///system' }
const listing = (...domains: readonly HostDomain[]) =>
  listingOf({ ...hv1, inventory: { libvirt: '9.0.0', domains } }, { project: 'shop' })

const ownerOf = (xml: string) => listing({ ...web0, xml }).domains![0]!.owner

test('a domain belongs to this project, to another one, or to nobody', () => {
  assert.equal(ownerOf(marked()), { kind: 'this', project: 'shop' })
  assert.equal(ownerOf(marked({ project: 'crm' })), { kind: 'another', project: 'crm' })
  assert.equal(ownerOf('<domain type="kvm"/>'), { kind: 'nobody' })
})

test('a marker that was copied with a clone of the domain does not count', () => {
  assert.equal(ownerOf(marked({ uuid: uuid.replace('d', 'e') })), { kind: 'nobody' })
})

test('notes say what a person should know before the next start', () => {
  const notes = (change: Partial<HostDomain>) => listing({ ...web0, ...change }).domains![0]!.notes
  assert.equal(notes({}), [])
  assert.equal(notes({ hasManagedSave: true, isPersistent: false }), [
    'not persistent',
    'saved memory',
  ])
})

test('a host that was not read is listed with the reason', () => {
  const error = new HostError('timeout', 'virsh printed nothing for 30 s')
  assert.equal(listingOf({ ...hv1, error }, { project: 'shop' }), { ...hv1, error: error.message })
})

test('an inventory of Ansible has a group for each host', () => {
  const inventory = inventoryFor([listing(web0)])
  assert.equal(inventory.all.children.hv1.hosts.web0, {
    ansible_connection: 'community.libvirt.libvirt_qemu',
    ansible_libvirt_uri: 'qemu:///system',
    ansible_host: 'web0',
    vmc_host: 'hv1',
    vmc_name: 'web0',
    vmc_uuid: uuid,
    vmc_state: 'running',
    vmc_project: 'shop',
  })
})

test('guests of the same name are listed by their UUIDs', () => {
  const other = { ...listing(web0), name: 'hv-2' }
  const { children } = inventoryFor([listing(web0), other]).all
  assert.equal(Object.keys(children), ['hv1', 'hv_2'])
  assert.equal(Object.keys(children.hv1.hosts), [uuid])
})

test('a name that Ansible would run as a template is not in the inventory', () => {
  const evil = { ...web0, name: "{{ lookup('pipe', 'id') }}" }
  const list = listing(evil)
  assert.equal(list.domains!.filter(isPlain), [])
  assert.not(JSON.stringify(inventoryFor([list])).includes('lookup'))
})

test('a terminal shows control and bidi characters of a name as escapes', () => {
  assert.is(printableHostText('web\u001b[2J0\u202e1\u0085'), 'web\\u001b[2J0\\u202e1\\u0085')
  assert.is(printableHostText('größe 東京 🦊'), 'größe 東京 🦊')
})

test.run()
