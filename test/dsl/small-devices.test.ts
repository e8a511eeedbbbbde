import { suite } from 'uvu'
import {
  balloon,
  domain,
  iommu,
  ivshmem,
  ivshmemServer,
  panic,
  vsock,
  watchdog,
} from '../../src/index.ts'
import { devices, testSpellings } from '../support/builders.ts'

const test = suite('dsl: small devices')

testSpellings(
  test,
  'a watchdog',
  devices(`
<watchdog model="i6300esb"/>
<watchdog model="itco" action="dump"/>`),
  {
    factories: () => domain('fv0').watchdog(watchdog(), watchdog('itco', 'dump')),
    text: () => domain('fv0').watchdog('i6300esb', watchdog('itco').action('dump')),
    objects: () => domain('fv0').watchdog({ model: 'i6300esb' }, { model: 'itco', action: 'dump' }),
  },
)

testSpellings(
  test,
  'a memory balloon',
  devices(`
<memballoon model="virtio" autodeflate="on" freePageReporting="on">
  <stats period="10"/>
  <driver iommu="on"/>
</memballoon>`),
  {
    factories: () =>
      domain('fv0').memballoon(
        balloon().autodeflate(true).freePageReporting(true).stats(10).driver({ iommu: true }),
      ),
  },
)

testSpellings(test, 'no memory balloon', devices('<memballoon model="none"/>'), {
  factories: () => domain('fv0').memballoon(balloon('none')),
  text: () => domain('fv0').memballoon('none'),
})

testSpellings(
  test,
  'a panic device',
  devices(`
<panic/>
<panic model="hyperv"/>
<panic model="isa">
  <address type="isa" iobase="0x505"/>
</panic>`),
  {
    factories: () =>
      domain('fv0').panic(
        panic(),
        panic('hyperv'),
        panic('isa').address({ type: 'isa', iobase: 0x505 }),
      ),
  },
)

testSpellings(
  test,
  'a vsock device with a CID',
  devices(`
<vsock model="virtio">
  <cid auto="no" address="3"/>
</vsock>`),
  {
    factories: () => domain('fv0').vsock(vsock(3)),
    objects: () => domain('fv0').vsock({ model: 'virtio', cid: { auto: false, address: 3 } }),
  },
)

testSpellings(
  test,
  'a vsock device with an automatic CID',
  devices(`
<vsock model="virtio">
  <cid auto="yes"/>
</vsock>`),
  { factories: () => domain('fv0').vsock(vsock()) },
)

testSpellings(
  test,
  'shared memory',
  devices(`
<shmem name="board" role="peer">
  <model type="ivshmem-plain"/>
  <size unit="MiB">4</size>
</shmem>
<shmem name="bell">
  <model type="ivshmem-doorbell"/>
  <server path="/run/bell.sock"/>
  <msi vectors="32" ioeventfd="on"/>
</shmem>`),
  {
    factories: () =>
      domain('fv0').shmem(
        ivshmem('board', '4MiB').role('peer'),
        ivshmemServer('bell', '/run/bell.sock', 32).msi({ ioeventfd: true }),
      ),
  },
)

testSpellings(
  test,
  'an IOMMU',
  devices(`
<iommu model="intel">
  <driver intremap="on" caching_mode="on" aw_bits="48"/>
</iommu>`),
  {
    factories: () => domain('fv0').iommu(iommu().intremap(true).caching_mode(true).aw_bits(48)),
    objects: () =>
      domain('fv0').iommu({
        model: 'intel',
        driver: { intremap: true, caching_mode: true, aw_bits: 48 },
      }),
  },
)

testSpellings(
  test,
  'several IOMMUs, and the size of the pages of one',
  devices(`
<iommu model="smmuv3">
  <driver pciBus="1" accel="on"/>
</iommu>
<iommu model="smmuv3">
  <driver pciBus="2"/>
</iommu>
<iommu model="virtio">
  <driver>
    <granule size="64" unit="KiB"/>
  </driver>
</iommu>`),
  {
    words: () =>
      domain('fv0').iommu(
        iommu('smmuv3').pciBus(1).accel(true),
        iommu('smmuv3').pciBus(2),
        iommu('virtio').granule('64KiB'),
      ),
    objects: () =>
      domain('fv0').iommu(
        { model: 'smmuv3', driver: { pciBus: 1, accel: true } },
        { model: 'smmuv3', driver: { pciBus: 2 } },
        { model: 'virtio', driver: { granule: { size: 64, unit: 'KiB' } } },
      ),
  },
)

testSpellings(
  test,
  'the NVRAM device of pSeries',
  devices(`
<nvram>
  <address type="spapr-vio" reg="0x00003000"/>
</nvram>`),
  {
    objects: () =>
      domain('fv0').devices({ nvram: { address: { type: 'spapr-vio', reg: 0x3000 } } }),
  },
)

test.run()
