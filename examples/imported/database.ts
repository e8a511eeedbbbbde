import {
  bridge,
  domain,
  GiB,
  guestAgent,
  hostModel,
  numaCell,
  pty,
  rbd,
  rng,
  volume,
  watchdog,
} from 'libvmc'

export const dbProd = domain('db.prod')
  .q35({ arch: 'x86_64' })
  .uuid('b8ad1c77-2f5a-4bbf-9a44-3b1e9f2d6c55')
  .title('The orders database')
  .memory(GiB(64))
  .hugepages(GiB(1))
  .memoryBacking({ nosharepages: true, locked: true })
  .vcpu(16)
  .iothreads(2)
  .numaTune('0-1')
  .numatune({
    memnode: [
      { cellid: 0, mode: 'strict', nodeset: 0 },
      { cellid: 1, mode: 'strict', nodeset: 1 },
    ],
  })
  .acpi()
  .cpu(hostModel().cell(numaCell('0-7', GiB(32)).id(0), numaCell('8-15', GiB(32)).id(1)))
  .disk(
    rbd(
      'ssd/db',
      { name: 'mon0.example.org', port: 6789 },
      { name: 'mon1.example.org', port: 6789 },
    )
      .driver({ name: 'qemu', type: 'raw', cache: 'none', iothread: 1 })
      .login('libvirt', { type: 'ceph', usage: 'ceph libvirt' })
      .iotune({ total_iops_sec: 20000 }),
  )
  .disk(volume('fast', 'wal').driver({ name: 'qemu', type: 'raw', iothread: 2 }))
  .nic(
    bridge('br0')
      .mac('52:54:00:aa:10:01')
      .vlan(42)
      .model('virtio')
      .driver({ name: 'vhost', queues: 8 }),
  )
  .serial(pty())
  .channel(guestAgent())
  .watchdog(watchdog('i6300esb', 'reset'))
  .rng(rng())
