// What libvirt refuses while it reads a definition although its RELAX NG schema accepts it, and what it accepts next to that.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('parsed by libvirt')

const PC = '<os><type arch="x86_64" machine="q35">hvm</type></os>'

function errorsIn(xml: string): readonly string[] {
  return validate(xmlDomains(xml), standardPolicy).flatMap(one =>
    one.severity === 'error' ? [one.slug ?? one.code] : [],
  )
}

const domain = (xml: string) => errorsIn(`${PC}<vcpu>4</vcpu>${xml}`)
const vcpu = (attributes: string) => errorsIn(`${PC}<vcpu ${attributes}>4</vcpu>`)
const devices = (xml: string) => domain(`<devices>${xml}</devices>`)
const cputune = (xml: string) => domain(`<cputune>${xml}</cputune>`)

test('numbers must fit into the type that libvirt reads them into', () => {
  const rate = (bytes: string) =>
    devices(
      `<rng model="virtio"><rate bytes="${bytes}"/><backend model="random">/dev/random</backend></rng>`,
    )
  assert.equal(rate('4294967295'), [])
  assert.equal(rate('4294967296'), ['VMC1002'])
  const adjustment = (offset: string, number: string) =>
    domain(`<clock offset="${offset}" adjustment="${number}"/>`)
  assert.equal(adjustment('utc', 'reset'), [])
  assert.equal(adjustment('utc', '-9223372036854775808'), [])
  assert.equal(adjustment('utc', '-9223372036854775809'), ['number-range'])
  assert.equal(adjustment('localtime', '9223372036854775808'), ['number-range'])
  assert.equal(adjustment('variable', '9223372036854775808'), [])
  const sev = (policy: string) =>
    domain(`<launchSecurity type="sev"><policy>${policy}</policy></launchSecurity>`)
  assert.equal(sev('0xffffffff').includes('number-range'), false)
  assert.equal(sev('0x100000000').includes('number-range'), true)
  const dsp = (policy: string) => devices(`<audio id="1" type="oss" dspPolicy="${policy}"/>`)
  assert.equal(dsp('0'), [])
  assert.equal(dsp('-1'), ['number-range'])
})

test('memory sizes must be below 8 EiB', () => {
  const limit = (kib: string) =>
    domain(`<memtune><hard_limit unit="KiB">${kib}</hard_limit></memtune>`)
  assert.equal(limit('9007199254740991'), [])
  assert.equal(limit('9007199254740992'), ['number-range'])
  const memory = (kib: string) => domain(`<memory unit="KiB">${kib}</memory>`)
  assert.equal(memory('9007199254740991'), [])
  assert.equal(memory('9007199254740992'), ['number-range'])
  const page = (size: string) =>
    domain(`<memoryBacking><hugepages><page size="${size}"/></hugepages></memoryBacking>`)
  assert.equal(page('2048'), [])
  assert.equal(page('0'), ['number-range'])
})

test('a set of CPUs must keep a number', () => {
  assert.equal(vcpu('cpuset="0-3,^1"'), [])
  assert.equal(vcpu('cpuset="1,^1"'), ['cpuset-empty'])
  assert.equal(vcpu('placement="auto" cpuset="1,^1"'), [])
  assert.equal(cputune('<emulatorpin cpuset="1,^1"/>'), ['cpuset-empty'])
  assert.equal(cputune('<vcpupin vcpu="0" cpuset="1,^1"/>'), ['cpuset-empty'])
  // libvirt skips the pin of a vCPU that does not exist.
  assert.equal(cputune('<vcpupin vcpu="9" cpuset="1,^1"/>'), [])
})

test('the monitors of a cachetune', () => {
  const monitors = (cache: string, ...sets: readonly string[]) =>
    cputune(
      `<cachetune vcpus="0-2">${cache}${sets.map(set => `<monitor level="3" vcpus="${set}"/>`).join('')}</cachetune>`,
    )
  const cache = '<cache id="0" level="3" type="both" size="3" unit="MiB"/>'
  assert.equal(monitors(cache, '0-2', '0'), [])
  assert.equal(monitors('', '0', '1-2'), [])
  assert.equal(monitors('', '0', '0'), ['vcpu-sets-overlap'])
  assert.equal(monitors(cache, '0-1', '1-2'), ['vcpu-sets-overlap'])
  assert.equal(monitors('', '0-2', '0'), ['vcpu-sets-overlap'])
  assert.equal(monitors('', '9'), ['vcpu-sets-overlap'])
  // libvirt ignores an element whose vCPUs do not exist.
  assert.equal(cputune('<cachetune vcpus="8-9"><monitor level="3" vcpus="0"/></cachetune>'), [])
  assert.equal(cputune('<cachetune vcpus="0-1"><monitor level="2" vcpus="0"/></cachetune>'), [
    'number-range',
  ])
  const memory = (vcpus: string) =>
    `<memorytune vcpus="0-2"><node id="0" bandwidth="60"/><monitor vcpus="${vcpus}"/></memorytune>`
  const both = (first: string, second: string) =>
    cputune(
      `<cachetune vcpus="0-2">${cache}<monitor level="3" vcpus="${first}"/></cachetune>${memory(second)}`,
    )
  assert.equal(both('0', '0'), [])
  assert.equal(both('0-1', '0'), ['vcpu-sets-overlap'])
})

test('an I/O thread has one scheduler', () => {
  const sched = (one: string, other: string) =>
    domain(
      `<iothreads>2</iothreads><cputune><iothreadsched iothreads="${one}" scheduler="idle"/><iothreadsched iothreads="${other}" scheduler="batch"/></cputune>`,
    )
  assert.equal(sched('1', '2'), [])
  assert.equal(sched('1-2', '2'), ['vcpu-sets-overlap'])
})

test('a security label has a model where libvirt does not choose it', () => {
  assert.equal(domain('<seclabel type="dynamic"/>'), [])
  assert.equal(domain('<seclabel type="none"/>'), [])
  assert.equal(domain('<seclabel type="static"><label>+1:+1</label></seclabel>'), [
    'seclabel-model',
  ])
  assert.equal(domain('<seclabel type="dynamic"><baselabel>a</baselabel></seclabel>'), [
    'seclabel-model',
  ])
  const disk = (one: string, other: string) =>
    devices(
      `<disk type="file"><source file="/a"><seclabel ${one} relabel="no"/><seclabel ${other} relabel="no"/></source><target dev="vda" bus="virtio"/></disk>`,
    )
  assert.equal(disk('model="dac"', 'model="selinux"'), [])
  assert.equal(disk('', ''), [])
  assert.equal(disk('model="dac"', 'model="dac"'), ['seclabel-model'])
  // libvirt reads labels only of these character devices.
  const twice = '<seclabel model="dac" relabel="no"/><seclabel model="dac" relabel="no"/>'
  assert.equal(devices(`<serial type="file"><source path="/a">${twice}</source></serial>`), [
    'seclabel-model',
  ])
  assert.equal(
    devices(
      `<redirdev bus="usb" type="unix"><source mode="bind" path="/a">${twice}</source></redirdev>`,
    ),
    [],
  )
})

test('a disabled option ROM has no other setting', () => {
  const rom = (attributes: string) =>
    devices(`<interface type="user"><model type="virtio"/><rom ${attributes}/></interface>`)
  assert.equal(rom('enabled="no"'), [])
  assert.equal(rom('enabled="yes" bar="on"'), [])
  assert.equal(rom('enabled="no" bar="off"'), ['rom-disabled'])
  assert.equal(rom('enabled="no" file="/a"'), ['rom-disabled'])
})

test('the acceleration of a video device has a setting', () => {
  const video = (attributes: string) =>
    devices(`<video><model type="virtio"><acceleration ${attributes}/></model></video>`)
  assert.equal(video('accel3d="no"'), [])
  assert.equal(video(''), ['video-acceleration'])
})

test('a USB device has a USB address', () => {
  const input = (attributes: string) =>
    devices(`<input ${attributes}><address type="pci" bus="0" slot="9"/></input>`)
  assert.equal(input('type="mouse" bus="virtio"'), [])
  assert.equal(input('type="mouse" bus="usb"'), ['usb-device-address'])
  assert.equal(input('type="tablet"'), ['usb-device-address'])
})

test('an <ip> belongs to one family', () => {
  const ip = (attributes: string) =>
    devices(
      `<interface type="ethernet"><source><ip ${attributes}/></source><model type="virtio"/></interface>`,
    )
  assert.equal(ip('address="10.0.2.1" prefix="32" peer="10.0.2.2"'), [])
  assert.equal(ip('address="fec0::1" prefix="128"'), [])
  assert.equal(ip('address="::ffff:10.0.2.1" family="ipv6"'), [])
  assert.equal(ip('address="10.0.2.1" prefix="33"'), ['net-ip-family'])
  assert.equal(ip('address="10.0.2.1" family="ipv6"'), ['net-ip-family'])
  assert.equal(ip('address="10.0.2.1" peer="fec0::1"'), ['net-ip-family'])
})

test('the dirty ring has a size if it is on', () => {
  const ring = (attributes: string) =>
    domain(`<features><kvm><dirty-ring ${attributes}/></kvm></features>`)
  assert.equal(ring('state="off" size="1000"'), [])
  assert.equal(ring('state="on" size="65536"'), [])
  assert.equal(ring('state="on" size="131072"'), ['dirty-ring-size'])
  assert.equal(ring('state="on"'), ['dirty-ring-size'])
})

test('the label of an NVDIMM', () => {
  const label = (bytes: number) =>
    domain(`<maxMemory slots="4" unit="GiB">8</maxMemory><memory unit="GiB">1</memory>
<cpu><numa><cell id="0" cpus="0-3" memory="1" unit="GiB"/></numa></cpu>
<devices><memory model="nvdimm"><source><path>/a</path></source><target>
<size unit="MiB">512</size><node>0</node><label><size unit="b">${bytes}</size></label></target></memory></devices>`)
  assert.equal(label(0), [])
  // libvirt rounds up to KiB.
  assert.equal(label(127 * 1024 + 1), [])
  assert.equal(label(127 * 1024), ['nvdimm-label'])
  assert.equal(label(512 * 1024 * 1024), ['nvdimm-label'])
})

test('the end of a password is read only with a password', () => {
  const vnc = (attributes: string) => devices(`<graphics type="vnc" ${attributes}/>`)
  assert.equal(vnc('passwdValidTo="2030-04-09T15:51:00Z"'), [])
  assert.equal(vnc('passwd="a" passwdValidTo="2030-04-09T15:51:00"'), [])
  assert.equal(vnc('passwd="a" passwdValidTo="2030-04-09T15:51:00Z"'), ['password-valid-to'])
  assert.equal(vnc('passwd="a" passwdValidTo="2030-04-09T15:51:00.5"'), ['password-valid-to'])
})

test('only virtio channels are of type spicevmc', () => {
  const spice = (xml: string) => devices(`<graphics type="spice"/>${xml}`)
  assert.equal(spice('<channel type="spicevmc"><target type="virtio"/></channel>'), [])
  assert.equal(spice('<console type="spicevmc"><target type="virtio"/></console>'), [
    'spicevmc-channel',
  ])
})

test('the UUID in sysinfo is a UUID', () => {
  const sysinfo = (uuid: string) =>
    domain(`<sysinfo type="smbios"><system><entry name="uuid">${uuid}</entry></system></sysinfo>`)
  assert.equal(sysinfo('c7a5fdbdedaf9455926ad65c16db1809'), [])
  assert.equal(sysinfo(''), [])
  assert.equal(sysinfo('c7a5fdbd'), ['smbios-uuid'])
})

test('a hard disk of any type has a source', () => {
  const disk = (attributes: string) =>
    devices(`<disk ${attributes}><target dev="sda" bus="sata"/></disk>`)
  for (const type of ['file', 'block', 'dir', 'volume', 'nvme'])
    assert.equal(disk(`type="${type}"`), ['disk-source-missing'])
  assert.equal(disk('type="volume" device="cdrom"'), [])
})

test('each image of a chain has a source', () => {
  const backing = (xml: string) =>
    devices(
      `<disk type="file"><driver name="qemu" type="qcow2"/><source file="/a"/><backingStore type="file"><format type="qcow2"/><source file="/b"/><backingStore type="file"><format type="raw"/>${xml}</backingStore></backingStore><target dev="vda" bus="virtio"/></disk>`,
    )
  assert.equal(backing('<source file="/c"/>'), [])
  assert.equal(backing(''), ['backing-source'])
  const dataStore = (attributes: string, xml: string) =>
    devices(
      `<disk type="file"><driver name="qemu" type="qcow2"/><source file="/a"><dataStore ${attributes}><format type="raw"/>${xml}</dataStore></source><target dev="vda" bus="virtio"/></disk>`,
    )
  assert.equal(dataStore('type="file"', '<source file="/b"/>'), [])
  assert.equal(dataStore('type="file"', ''), ['backing-source'])
  assert.equal(dataStore('', '<source file="/b"/>'), ['backing-source'])
})

test('each throttle group has a name of its own', () => {
  const group = (...names: readonly string[]) =>
    domain(
      `<throttlegroups>${names.map(name => `<throttlegroup><total_iops_sec>1</total_iops_sec>${name}</throttlegroup>`).join('')}</throttlegroups>`,
    )
  const [a, b] = ['<group_name>a</group_name>', '<group_name>b</group_name>']
  assert.equal(group(a, b), [])
  assert.equal(group(a, a), ['throttle-group'])
  assert.equal(group(''), ['throttle-group'])
})

test.run()
