import {
  balloon,
  domain,
  ethernet,
  file,
  GiB,
  guestAgent,
  hostModel,
  scsiController,
  unix,
  usbController,
  vga,
  virtioSerial,
} from 'libvmc'

export const default_testvm = domain('default_testvm')
  .hvm({ arch: 'x86_64', machine: 'pc-q35-rhel9.4.0' })
  .smbios({
    system: {
      manufacturer: 'KubeVirt',
      product: 'None',
      uuid: '5a9fc181-957e-5c32-9e5a-2de5e9673531',
      family: 'KubeVirt',
    },
  })
  .uuid('5a9fc181-957e-5c32-9e5a-2de5e9673531')
  .metadata(`<kubevirt xmlns="http://kubevirt.io">
      <uid>7f5a2c1e-3f0b-4b58-8a52-0a6c6d9f9d10</uid>
      <graceperiod>
        <deletionGracePeriodSeconds>30</deletionGracePeriodSeconds>
      </graceperiod>
    </kubevirt>`)
  .memory(GiB(2))
  .vcpu(2)
  .iothreads(1)
  .boot('hd')
  .acpi()
  .cpu(hostModel())
  .topology({ sockets: 1, cores: 2, threads: 1 })
  .clock('utc')
  .disk(
    file('/var/run/kubevirt-ephemeral-disks/disk-data/containerdisk/disk.qcow2')
      .model('virtio-non-transitional')
      .driver({ cache: 'none', error_policy: 'stop', discard: 'unmap' })
      .alias('ua-containerdisk'),
  )
  .disk(
    file('/var/run/kubevirt-ephemeral-disks/cloud-init-data/default/testvm/noCloud.iso')
      .model('virtio-non-transitional')
      .driver({ cache: 'none', error_policy: 'stop', discard: 'unmap' })
      .alias('ua-cloudinitdisk'),
  )
  .controller(usbController('none'))
  .controller(scsiController('virtio-non-transitional'))
  .controller(virtioSerial().model('virtio-non-transitional'))
  .nic(
    ethernet()
      .mac('02:00:00:5d:3a:01')
      .target({ dev: 'tap0', managed: false })
      .model('virtio-non-transitional')
      .mtu(1480)
      .alias('ua-default')
      .rom({ enabled: false }),
  )
  .serial(
    unix('bind', '/var/run/kubevirt-private/7f5a2c1e-3f0b-4b58-8a52-0a6c6d9f9d10/virt-serial0').log(
      {
        file: '/var/run/kubevirt-private/7f5a2c1e-3f0b-4b58-8a52-0a6c6d9f9d10/virt-serial0-log',
        append: true,
      },
    ),
  )
  .channel(guestAgent())
  .graphics({
    type: 'vnc',
    socket: '/var/run/kubevirt-private/7f5a2c1e-3f0b-4b58-8a52-0a6c6d9f9d10/virt-vnc',
  })
  .video(vga())
  .memballoon(balloon('virtio-non-transitional').freePageReporting(true).stats(10))
