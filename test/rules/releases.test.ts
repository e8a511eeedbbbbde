// What libvirt's QEMU driver accepts in one release and refuses in another, and settings it ignores.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { errorsIn, pc } from '../support/errors-in.ts'

const test = suite('releases')

const q35 = (devices: string, features = '<acpi/>', more = '') =>
  `<os><type arch="x86_64" machine="q35">hvm</type></os><features>${features}</features>${more}<devices>${devices}</devices>`

test('a VNC port is needed only for an address that libvirt does not choose itself', () => {
  const vnc = (attributes: string, listen = '', libvirt?: string) =>
    errorsIn(
      pc(`<graphics type="vnc" ${attributes}>${listen}</graphics>`),
      libvirt === undefined ? {} : { libvirt },
    )
  assert.equal(vnc(''), [])
  assert.equal(vnc('autoport="no"'), ['vnc-port'])
  assert.equal(vnc('port="-1" autoport="no"'), ['vnc-port'])
  assert.equal(vnc('port="5900" autoport="no"'), [])
  assert.equal(vnc('port="80"'), ['vnc-port'])
  assert.equal(vnc('port="80"', '<listen type="socket" socket="/s"/>'), [])
  assert.equal(vnc('port="80"', '<listen type="none"/>'), [])
  assert.equal(vnc('port="0"'), [])
  assert.equal(vnc('port="0"', '', '11.3.0'), ['vnc-port'])
})

test('a spicevmc channel has one name', () => {
  const channel = (name: string) =>
    errorsIn(
      pc(
        `<channel type="spicevmc"><target type="virtio" name="${name}"/></channel><graphics type="spice"/>`,
      ),
    )
  assert.equal(channel('com.redhat.spice.0'), [])
  assert.equal(channel('org.qemu.guest_agent.0'), ['spicevmc-channel'])
})

test('a listening character device has no <reconnect>, not even a disabled one', () => {
  const serial = (mode: string) =>
    errorsIn(
      pc(
        `<serial type="unix"><source mode="${mode}" path="/a"><reconnect enabled="no"/></source></serial>`,
      ),
    )
  assert.equal(serial('connect'), [])
  assert.equal(serial('bind'), ['chardev-reconnect'])
})

test('a memnode names a cell of the guest', () => {
  const memnode = (cell: number) =>
    errorsIn(
      `<vcpu>1</vcpu><numatune><memnode cellid="${cell}" mode="strict" nodeset="0"/></numatune><cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>`,
    )
  assert.equal(memnode(0), [])
  assert.equal(memnode(1), ['numatune-memnode'])
})

test('each IOMMU model has its own settings', () => {
  const iommu = (model: string, driver: string, libvirt?: string) =>
    errorsIn(
      q35(`<iommu model="${model}"><driver ${driver}/></iommu>`, '<acpi/><ioapic driver="qemu"/>'),
      libvirt === undefined ? {} : { libvirt },
    )
  assert.equal(iommu('intel', 'aw_bits="48"'), [])
  assert.equal(iommu('intel', 'passthrough="on"'), ['iommu-settings'])
  assert.equal(iommu('amd', 'passthrough="on"'), [])
  assert.equal(iommu('amd', 'caching_mode="on"'), ['iommu-settings'])
  assert.equal(iommu('virtio', 'passthrough="on"'), [])
  assert.equal(iommu('virtio', 'aw_bits="48"'), [])
  assert.equal(iommu('virtio', 'aw_bits="48"', '12.0.0'), ['iommu-settings'])
  assert.equal(iommu('virtio', 'aw_bits="65"'), ['iommu-settings'])
})

test('the frontend of a virtio video device fits its driver and its place', () => {
  const video = (xml: string, driver = '', more = '') =>
    errorsIn(q35(`<video>${driver}<model ${xml}/></video>${more}`))
  assert.equal(video('type="virtio" device="virtio-vga"'), [])
  assert.equal(video('type="virtio" device="virtio-gpu"'), [])
  assert.equal(video('type="virtio" device="virtio-gpu-gl"'), ['video-frontend'])
  assert.equal(video('type="virtio" device="vhost-user-gpu"'), ['video-frontend'])
  const second = (device: string) =>
    video('type="vga"', '', `<video><model type="virtio" device="${device}"/></video>`)
  assert.equal(second('virtio-gpu'), [])
  assert.equal(second('virtio-vga'), ['video-frontend'])
  assert.equal(video('type="vga" edid="on"'), [])
  assert.equal(video('type="qxl" edid="off"'), ['video-frontend'])
})

test('the storage of a loader that the guest writes to', () => {
  const loader = (attributes: string, more: string, libvirt?: string) =>
    errorsIn(
      `<os><type arch="x86_64" machine="q35">hvm</type><loader ${attributes}>/a.fd</loader>${more}</os><features><acpi/></features>`,
      libvirt === undefined ? {} : { libvirt },
    )
  const nvram = '<nvram template="/t.fd">/n.fd</nvram>'
  assert.equal(loader('type="pflash" readonly="yes"', nvram), [])
  assert.equal(loader('type="pflash" readonly="no"', ''), [])
  assert.equal(loader('type="pflash" readonly="no"', nvram), ['firmware-writable'])
  assert.equal(loader('type="pflash" readonly="no"', nvram, '12.0.0'), [])
  assert.equal(loader('type="rom" readonly="yes"', '<varstore path="/v.json"/>'), [])
  assert.equal(loader('type="rom" readonly="no"', ''), ['firmware-writable'])
})

test('features that Intel TDX excludes', () => {
  const tdx = (features: string, policy = '0x10000001') =>
    errorsIn(
      q35('', features, `<launchSecurity type="tdx"><policy>${policy}</policy></launchSecurity>`),
    )
  assert.equal(tdx('<acpi/>'), [])
  assert.equal(tdx('<acpi/><smm state="off"/>'), [])
  assert.equal(tdx('<acpi/><smm state="on"/>'), ['tdx'])
  assert.equal(tdx('<acpi/><ioapic driver="kvm"/>'), ['tdx'])
  assert.equal(tdx('<acpi/>', '0x2'), ['tdx'])
})

test('the source of a user NIC, and the address of a vDPA NIC', () => {
  const nic = (xml: string, libvirt: string) => errorsIn(pc(xml), { libvirt })
  const user = '<interface type="user"><source dev="eth0"/><model type="virtio"/></interface>'
  assert.equal(nic(user, '11.3.0'), ['net-type'])
  assert.equal(nic(user, '12.9.0'), [])
  const vdpa =
    '<interface type="vdpa"><source dev="/dev/vhost-vdpa-0"/><model type="virtio"/><ip address="10.0.0.1" prefix="24"/></interface>'
  assert.equal(nic(vdpa, '9.0.0'), [])
  assert.equal(nic(vdpa, '12.9.0'), ['net-guest-address'])
})

test('a SCSI controller without a model gets that of another one, or the default of the machine', () => {
  const scsi = (machine: string, others: string, libvirt: string) =>
    errorsIn(
      `<os><type ${machine}>hvm</type></os><devices><controller type="scsi" index="0"><driver queues="4"/></controller>${others}</devices>`,
      { libvirt },
    )
  const virtio = '<controller type="scsi" index="1" model="virtio-scsi"/>'
  const lsilogic = '<controller type="scsi" index="1" model="lsilogic"/>'
  const i440fx = 'arch="x86_64" machine="pc"'
  assert.equal(scsi(i440fx, '', '12.9.0'), ['controller-scsi-options'])
  assert.equal(scsi(i440fx, virtio, '12.9.0'), [])
  assert.equal(scsi(i440fx, lsilogic.replace('1', '2') + virtio, '12.9.0'), [])
  assert.equal(scsi(i440fx, virtio, '11.3.0'), ['controller-scsi-options'])
  const virt = 'arch="aarch64" machine="virt"'
  assert.equal(scsi(virt, lsilogic, '11.6.0'), [])
  assert.equal(scsi(virt, '', '11.5.0'), ['controller-scsi-options'])
  const pseries = 'arch="ppc64" machine="pseries"'
  assert.equal(scsi(pseries, virtio, '12.9.0'), ['controller-scsi-options'])
})

test('a panic device without a model needs a machine that has a default', () => {
  const panic = (type: string, libvirt = '12.9.0') =>
    errorsIn(`<os><type ${type}>hvm</type></os><devices><panic/></devices>`, { libvirt })
  assert.equal(panic('arch="ppc64"'), [])
  assert.equal(panic('arch="ppc64" machine="mac99"'), ['panic-device'])
  assert.equal(panic('arch="aarch64" machine="virt"'), [])
  assert.equal(panic('arch="aarch64" machine="virt"', '9.0.0'), ['panic-device'])
  assert.equal(panic('arch="armv7l" machine="versatilepb"'), ['panic-device'])
})

test.run()
