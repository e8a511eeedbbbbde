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
import { devices, spells } from '../support/builders.ts'

const test = suite('dsl: small devices')

spells(
  test,
  'a watchdog',
  devices(`
<watchdog model="i6300esb"/>
<watchdog model="itco" action="dump"/>`),
  {
    words: () => domain('fv0').watchdog(watchdog(), watchdog('itco', 'dump')),
    text: () => domain('fv0').watchdog('i6300esb', watchdog('itco').action('dump')),
    objects: () => domain('fv0').watchdog({ model: 'i6300esb' }, { model: 'itco', action: 'dump' }),
  },
)

spells(
  test,
  'a balloon',
  devices(`
<memballoon model="virtio" autodeflate="on" freePageReporting="on">
  <stats period="10"/>
  <driver iommu="on"/>
</memballoon>`),
  {
    words: () =>
      domain('fv0').memballoon(
        balloon().autodeflate(true).freePageReporting(true).stats(10).driver({ iommu: true }),
      ),
  },
)

spells(test, 'no balloon', devices('<memballoon model="none"/>'), {
  words: () => domain('fv0').memballoon(balloon('none')),
  text: () => domain('fv0').memballoon('none'),
})

spells(
  test,
  'a panic device',
  devices(`
<panic/>
<panic model="hyperv"/>
<panic model="isa">
  <address type="isa" iobase="0x505"/>
</panic>`),
  {
    words: () =>
      domain('fv0').panic(
        panic(),
        panic('hyperv'),
        panic('isa').address({ type: 'isa', iobase: 0x505 }),
      ),
  },
)

spells(
  test,
  'a socket of the host',
  devices(`
<vsock model="virtio">
  <cid auto="no" address="3"/>
</vsock>`),
  {
    words: () => domain('fv0').vsock(vsock(3)),
    objects: () => domain('fv0').vsock({ model: 'virtio', cid: { auto: false, address: 3 } }),
  },
)

spells(
  test,
  'a socket of the host under any number',
  devices(`
<vsock model="virtio">
  <cid auto="yes"/>
</vsock>`),
  { words: () => domain('fv0').vsock(vsock()) },
)

spells(
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
    words: () =>
      domain('fv0').shmem(
        ivshmem('board', '4MiB').role('peer'),
        ivshmemServer('bell', '/run/bell.sock', 32).msi({ ioeventfd: true }),
      ),
  },
)

spells(
  test,
  'an IOMMU',
  devices(`
<iommu model="intel">
  <driver intremap="on" caching_mode="on" aw_bits="48"/>
</iommu>`),
  {
    words: () => domain('fv0').iommu(iommu().intremap(true).caching_mode(true).aw_bits(48)),
    objects: () =>
      domain('fv0').iommu({
        model: 'intel',
        driver: { intremap: true, caching_mode: true, aw_bits: 48 },
      }),
  },
)

spells(
  test,
  'the firmware of pSeries',
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
