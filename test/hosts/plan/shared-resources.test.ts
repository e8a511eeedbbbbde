import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import { decide, unusedPaths } from '../../../src/hosts/apply/decision.ts'
import type { HostDomain } from '../../../src/hosts/inventory.ts'
import { makePlan, type Plan } from '../../../src/hosts/plan/plan.ts'
import { bridge, type DomainBuilder, domain, file, GiB, nbd, volume } from '../../../src/index.ts'
import { emit } from '../../../src/xml/emit.ts'
import { nodeOf } from '../../support/builders.ts'
import { markerXml } from '../../support/marker-xml.ts'

const test = suite('hosts: images and MAC addresses of other domains')

const vm = (name: string) => domain(name).hvm().memory(GiB(1))
const filled = (program: DomainBuilder) => fill([nodeOf(program)], 'shop')[0]!

/** A domain on the host. Without a project, vmc does not manage it. */
function onHost(program: DomainBuilder, project?: string): HostDomain {
  const xml = emit(filled(program))
  const [uuid, name] = ['uuid', 'name'].map(
    tag => new RegExp(`<${tag}>(.*?)</${tag}>`).exec(xml)![1]!,
  ) as [string, string]
  const marker = markerXml({
    ...{ project: project ?? '', name, uuid, host: 'hv1', libvirt: '9.0.0' },
    ...{ program: xml, definition: xml },
  })
  return {
    ...{ uuid, name, state: 'shut off', isActive: false, isPersistent: true },
    ...{ hasAutostart: false, hasManagedSave: false },
    // libvirt writes single quotes.
    xml: (project === undefined
      ? xml
      : xml.replace('</uuid>', `</uuid><metadata>${marker}</metadata>`)
    ).replaceAll('"', "'"),
  }
}

function planOf(programs: readonly DomainBuilder[], ...known: readonly HostDomain[]): Plan {
  const domains = programs.map(program => ({ written: nodeOf(program), filled: filled(program) }))
  const inventory = { libvirt: '9.0.0', domains: known }
  return makePlan({
    ...{ project: 'shop', domains },
    hosts: [{ name: 'hv1', uri: 'qemu:///system', inventory }],
  })
}

/** The obstacles of the domains of a plan. */
const obstacles = (plan: Plan, ...allow: readonly string[]): readonly string[] =>
  decide(plan, allow).flatMap(one =>
    one.kind === 'blocked' ? one.obstacles.map(({ reason, help }) => `${reason}; ${help}`) : [],
  )
const of = (programs: readonly DomainBuilder[], ...known: readonly HostDomain[]) =>
  obstacles(planOf(programs, ...known))

const image = file('/srv/it & "that".qcow2')
const ALLOW = "to use it anyway, pass --allow 'devices/disk[vda]'"

test('a new domain with the image of a domain that the program has lost may be renamed', () => {
  const plan = planOf([vm('new').disk(image)], onHost(vm('old').disk(image), 'shop'))
  assert.equal(obstacles(plan), [
    `"old" on hv1 also writes to /srv/it & "that".qcow2; if you have renamed the domain, add .formerly('old') to the program; ${ALLOW}`,
  ])
  assert.equal(obstacles(plan, 'devices/disk[vda]'), [])
  assert.equal(obstacles(plan, 'devices/disk[vdb]').length, 1)
  assert.equal(unusedPaths(plan, ['devices/disk[vda]', 'devices/disk[vdb]', 'set']), [
    'devices/disk[vdb]',
  ])
  assert.equal(
    of([vm('new').disk(image).formerly('old')], onHost(vm('old').disk(image), 'shop')),
    [],
  )
})

test('a new domain with the image of a foreign domain', () => {
  const own = `give each domain its own image, or make the disks readonly or shareable; ${ALLOW}`
  assert.equal(of([vm('new').disk(image)], onHost(vm('other').disk(image))), [
    `"other" on hv1 also writes to /srv/it & "that".qcow2; ${own}`,
  ])
  assert.equal(of([vm('new').disk(volume('p', 'v'))], onHost(vm('other').disk(volume('p', 'v')))), [
    `"other" on hv1 also writes to v; ${own}`,
  ])
})

test('images that both may use, and images of another name, do not count', () => {
  const other = onHost(vm('other').disk(image))
  for (const disk of [image.readonly(), image.shareable(), file('/srv/it.qcow2'), volume('p', 'v')])
    assert.equal(of([vm('new').disk(disk)], other), [])
  assert.equal(of([vm('new').disk(image)], onHost(vm('other').disk(image.shareable()))), [])
  assert.equal(of([vm('new').disk(volume('p', 'v'))], onHost(vm('o').disk(volume('q', 'v')))), [])
  assert.equal(of([vm('new').cdrom('/a.iso')], onHost(vm('other').cdrom('/a.iso'))), [])
})

test('a disk that is not read-only after all counts', () => {
  const other = onHost(vm('other').disk(image))
  assert.is(of([vm('new').disk(image.readonly().readonly(false))], other).length, 1)
})

test('a network image counts on the same server', () => {
  const exported = (server: string) => nbd(server, 'root')
  const other = onHost(vm('other').disk(exported('storage1:10809')))
  assert.is(of([vm('new').disk(exported('storage1:10809'))], other).length, 1)
  assert.equal(of([vm('new').disk(exported('storage2:10809'))], other), [])
  assert.equal(of([vm('new').disk(exported('storage1:10810'))], other), [])
})

test('a MAC address counts in the same network', () => {
  const nic = (name: string) => bridge(name).mac('52:54:00:AA:bb:01')
  const other = onHost(vm('other').nic(nic('br0')))
  const found = of([vm('new').nic(nic('br0'))], other)
  assert.is(found.length, 1)
  assert.match(found[0]!, '"other" on hv1 also has the MAC address 52:54:00:aa:bb:01; leave')
  assert.equal(of([vm('new').nic(nic('br1'))], other), [])
  assert.equal(of([vm('new').nic(bridge('br0'))], other), [])
})

test('of a domain on its host, the changes count', () => {
  const other = onHost(vm('other').disk(image))
  const plain = vm('web')
  const found = of([plain.disk(image)], onHost(plain, 'shop'), other)
  assert.is(found.length, 1)
  assert.match(found[0]!, '"other" on hv1 also writes to')
  const moved = of([vm('web').disk(image)], onHost(vm('web').disk(file('/b.qcow2')), 'shop'), other)
  assert.equal(
    moved.map(one => one.slice(0, 12)),
    ['"other" on h', 'the change o'],
  )
  // Another change of a domain that already has the image.
  assert.equal(
    of([vm('web').disk(image).vcpu(2)], onHost(vm('web').disk(image), 'shop'), other),
    [],
  )
})

test('two domains of the program are left to the rules, unless one gives its image up', () => {
  const both = [vm('a').disk(image), vm('b').disk(image)]
  assert.equal(of(both, onHost(vm('a').disk(image), 'shop')), [])
  const given = of([vm('a'), vm('b').disk(image)], onHost(vm('a').disk(image), 'shop'))
  assert.ok(
    given.some(
      one => one.includes('"a" on hv1 also writes to') && one.includes('change of "a" first'),
    ),
  )
})

test.run()
