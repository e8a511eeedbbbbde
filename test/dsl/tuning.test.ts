import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { apparmor, dac, domain, GiB, selinux, unconfined } from '../../src/index.ts'
import { fv0, problemsOf, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('dsl: tuning')

testSpellings(
  test,
  'huge pages',
  fv0(`
<memoryBacking>
  <hugepages>
    <page size="1" unit="GiB"/>
    <page size="2048" nodeset="1"/>
  </hugepages>
</memoryBacking>`),
  {
    factories: () => domain('fv0').hugepages('1GiB').hugepages(2048, 1),
    sizes: () => domain('fv0').hugepages(GiB(1)).hugepages(2048, '1'),
    objects: () =>
      domain('fv0').memoryBacking({ hugepages: { page: ['1GiB', { size: 2048, nodeset: 1 }] } }),
  },
)

testSpellings(
  test,
  'huge pages of the default size, with shared memory',
  fv0(`
<memoryBacking>
  <hugepages/>
  <source type="memfd"/>
  <access mode="shared"/>
</memoryBacking>`),
  {
    factories: () => domain('fv0').sharedMemory().hugepages(),
    objects: () =>
      domain('fv0').memoryBacking({ hugepages: {}, source: 'memfd', access: 'shared' }),
  },
)

testSpellings(
  test,
  'pinned threads',
  fv0(`
<vcpu>2</vcpu>
<iothreads>1</iothreads>
<cputune>
  <vcpupin vcpu="0" cpuset="4"/>
  <vcpupin vcpu="1" cpuset="5,7"/>
  <emulatorpin cpuset="0-1"/>
  <iothreadpin iothread="1" cpuset="2-3,^2"/>
</cputune>
<numatune>
  <memory mode="strict" nodeset="0"/>
</numatune>`),
  {
    factories: () =>
      domain('fv0')
        .vcpu(2)
        .iothreads(1)
        .numaTune(0)
        .pin(0, 4)
        .pin(1, [5, 7])
        .emulatorPin('0-1')
        .iothreadPin(1, '2-3,^2'),
    objects: () =>
      domain('fv0')
        .vcpu({ value: 2 })
        .iothreads(1)
        .numatune({ memory: { mode: 'strict', nodeset: 0 } })
        .cputune({
          vcpupin: [
            { vcpu: 0, cpuset: 4 },
            { vcpu: 1, cpuset: '5,7' },
          ],
          emulatorpin: '0-1',
          iothreadpin: { iothread: 1, cpuset: '2-3,^2' },
        }),
  },
)

testSpellings(
  test,
  'security labels',
  fv0(`
<seclabel type="static" model="selinux" relabel="yes">
  <label>system_u:system_r:svirt_t:s0:c392,c662</label>
</seclabel>
<seclabel type="dynamic" model="apparmor" relabel="yes"/>
<seclabel type="none" model="dac"/>`),
  {
    factories: () =>
      domain('fv0')
        .seclabel(selinux('system_u:system_r:svirt_t:s0:c392,c662'))
        .seclabel(apparmor(), unconfined('dac')),
  },
)

test('an invalid CPU set is reported', () => {
  assert.equal(problemsOf(domain('fv0').pin(0, 'all' as '0')), [
    'VMC1002 domain/cputune/vcpupin[1]/@cpuset: "all" is not a cpuset of <vcpupin> (expected numbers and ranges such as "0-3,^2,8")',
  ])
})

test('dac() with an owner is a static label', () => {
  assert.match(xmlOf(domain('fv0').seclabel(dac('qemu:kvm'))), '<label>qemu:kvm</label>')
  assert.equal(problemsOf(domain('fv0').seclabel(dac('qemu:kvm').type('none').relabel(false))), [
    'VMC1004 domain/seclabel[1]/label: "label" belongs to <seclabel> with type "dynamic" or "static"; this one has type "none" (leave it out, or change type)',
  ])
})

test('metadata takes any XML, and grows', () => {
  assert.is(
    xmlOf(
      domain('fv0')
        .title('the first')
        .description('for tests')
        .genid(true)
        .osinfo('http://debian.org/debian/13')
        .metadata('<mine:note xmlns:mine="urn:mine" to="me">a <b/> c</mine:note>'),
    ),
    fv0(`
<genid/>
<title>the first</title>
<description>for tests</description>
<metadata>
  <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
    <libosinfo:os id="http://debian.org/debian/13"/>
  </libosinfo:libosinfo>
  <mine:note xmlns:mine="urn:mine" to="me">a <b/> c</mine:note>
</metadata>`),
  )
})

test.run()
