import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  dirDisk,
  domain,
  file,
  gluster,
  iscsi,
  lun,
  nbd,
  nfs,
  nvme,
  rbd,
  urlDisk,
  vhostUserDisk,
  vhostVdpaDisk,
  volume,
} from '../../src/index.ts'
import { devices, problemsOf, testSpellings } from '../support/builders.ts'

const test = suite('dsl: network-disk')

testSpellings(
  test,
  'Ceph images, with and without credentials',
  devices(`
<disk type="network" device="disk">
  <source protocol="rbd" name="pool/fv0">
    <host name="mon0"/>
    <host name="mon1" port="3300"/>
    <auth username="libvirt">
      <secret type="ceph" usage="ceph libvirt"/>
    </auth>
  </source>
  <target dev="vda" bus="virtio"/>
</disk>
<disk type="network" device="disk">
  <source protocol="gluster" name="volume/fv0.img">
    <host name="gluster0"/>
  </source>
  <target dev="vdb" bus="virtio"/>
</disk>`),
  {
    factories: () =>
      domain('fv0').disk(
        rbd('pool/fv0', 'mon0', { name: 'mon1', port: 3300 })
          .login('libvirt', { type: 'ceph', usage: 'ceph libvirt' })
          .target('vda')
          .bus('virtio'),
        gluster('volume/fv0.img', 'gluster0').target('vdb').bus('virtio'),
      ),
    objects: () =>
      domain('fv0').disk(
        {
          type: 'network',
          device: 'disk',
          source: {
            protocol: 'rbd',
            name: 'pool/fv0',
            host: ['mon0', { name: 'mon1', port: 3300 }],
            auth: { username: 'libvirt', secret: { type: 'ceph', usage: 'ceph libvirt' } },
          },
          target: { dev: 'vda', bus: 'virtio' },
        },
        {
          type: 'network',
          device: 'disk',
          source: { protocol: 'gluster', name: 'volume/fv0.img', host: 'gluster0' },
          target: { dev: 'vdb', bus: 'virtio' },
        },
      ),
  },
)

testSpellings(
  test,
  'disks on a single server',
  devices(`
<disk type="network" device="disk">
  <source protocol="iscsi" name="iqn.2013-07.com.example:fv0/1">
    <host name="san.example.com"/>
  </source>
</disk>
<disk type="network" device="disk">
  <source protocol="nbd" name="fv0">
    <host transport="unix" socket="/run/nbd.sock"/>
  </source>
</disk>
<disk type="network" device="disk">
  <source protocol="nbd">
    <host name="nbd.example.com"/>
  </source>
</disk>
<disk type="network" device="disk">
  <source protocol="nfs" name="/export/fv0.img">
    <host name="nas.example.com"/>
  </source>
</disk>
<disk type="network" device="cdrom">
  <source protocol="https" name="iso/my debian.iso" query="mirror=1">
    <host name="::1" port="8443"/>
  </source>
</disk>`),
  {
    factories: () =>
      domain('fv0').disk(
        iscsi('iqn.2013-07.com.example:fv0/1', 'san.example.com'),
        nbd({ transport: 'unix', socket: '/run/nbd.sock' }, 'fv0'),
        nbd('nbd.example.com'),
        nfs('/export/fv0.img', 'nas.example.com'),
        urlDisk('https://[::1]:8443/iso/my%20debian.iso?mirror=1').device('cdrom'),
      ),
  },
)

testSpellings(
  test,
  'disks on the host that are neither files nor block devices',
  devices(`
<disk type="block" device="lun" rawio="yes">
  <source dev="/dev/sda"/>
</disk>
<disk type="volume" device="disk">
  <driver type="qcow2"/>
  <source pool="default" volume="fv0.qcow2"/>
</disk>
<disk type="nvme" device="disk">
  <source type="pci" managed="yes" namespace="1">
    <address domain="0x0000" bus="0x01" slot="0x00" function="0x0"/>
  </source>
</disk>
<disk type="vhostuser" device="disk">
  <source type="unix" path="/run/spdk/fv0.sock"/>
</disk>
<disk type="vhostvdpa" device="disk">
  <source dev="/dev/vhost-vdpa-0"/>
</disk>
<disk type="dir" device="disk">
  <driver name="qemu" type="fat"/>
  <source dir="/srv/drivers"/>
  <readonly/>
</disk>`),
  {
    factories: () =>
      domain('fv0').disk(
        lun('/dev/sda').rawio(true),
        volume('default', 'fv0.qcow2').driver('qcow2'),
        nvme('0000:01:00.0'),
        vhostUserDisk('/run/spdk/fv0.sock'),
        vhostVdpaDisk('/dev/vhost-vdpa-0'),
        dirDisk('/srv/drivers'),
      ),
  },
)

testSpellings(
  test,
  'an encrypted, transient overlay image',
  devices(`
<disk type="file" device="disk">
  <source file="/fv0.qcow2">
    <encryption format="luks">
      <secret type="passphrase" usage="luks fv0"/>
    </encryption>
  </source>
  <backingStore type="file">
    <format type="qcow2"/>
    <source file="/base.qcow2"/>
    <backingStore/>
  </backingStore>
  <iotune>
    <total_bytes_sec>10000000</total_bytes_sec>
  </iotune>
  <transient/>
</disk>`),
  {
    factories: () =>
      domain('fv0').disk(
        file('/fv0.qcow2')
          .luks({ usage: 'luks fv0' })
          .backedBy('/base.qcow2')
          .backingStore({ backingStore: true })
          .iotune({ total_bytes_sec: 10_000_000 })
          .transient(),
      ),
  },
)

test('the URL of a disk has no user, password or fragment', () => {
  for (const url of ['https://me@example.com/x', 'https://me:pw@example.com/x', 'ftp://h/x#part'])
    assert.throws(() => urlDisk(url), /must not contain a user/)
  assert.throws(() => urlDisk('debian.iso'), /Invalid URL/)
  assert.match(
    problemsOf(domain('fv0').disk(urlDisk('gopher://h/x')))[0]!,
    /"gopher" is not a protocol/,
  )
})

test('nvme() needs a PCI address', () => {
  assert.match(problemsOf(domain('fv0').disk(nvme('nvme0')))[0]!, /cannot be the text "nvme0"/)
})

test.run()
