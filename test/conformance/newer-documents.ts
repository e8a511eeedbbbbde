/*
 * For each difference between the schemas of libvirt 11.3 and 12.9, a document that only one of them accepts. A row of the
 * table of differences is an element, an attribute or a value at a path.
 */

/** A row of the table of differences. */
export interface Row {
  readonly change: string
  readonly path: string
  readonly kind: string
  readonly name: string
  readonly value: string
  /** The libvirt release; `?` if libvirt documents none, and followed by `?` if it is inferred. */
  readonly since: string
}

/** Rows for which no document is valid under only one of the schemas, and why. */
export const UNDISTINGUISHED: Readonly<Record<string, string>> = {
  'multiplicity /domain/sysinfo baseBoard': 'unchanged; it moved to another file of the schema',
}

/** The release in vmc's table for rows without a documented release, and why. */
export const INFERRED: Readonly<Record<string, readonly [release: string, why: string]>> = {
  'value-add /domain/os/nvram #text': ['12.8.0', 'no NEWS; the schema of 12.8.0 has it'],
  'optional /domain/os/nvram templateFormat': [
    '12.0.0',
    'NEWS 12.0.0 fills templateFormat in by itself, and libvirt 12.0 then writes it without template',
  ],
  'condition-remove /domain/devices/graphics fullscreen': [
    '12.8.0',
    'no NEWS; the schema of 12.8.0 lacks it',
  ],
}

/** The key of a row in the tables above. */
export const keyOf = ({ change, path, name }: Row): string => `${change} ${path} ${name}`

/** A document that contains the element, attribute or value of a row, and nothing else that is new. */
export function documentOf(row: Row): string {
  const fragment = fragmentOf(row)
  if (fragment === undefined) throw new Error(`no document for ${keyOf(row)}`)
  const { os = '', top = '', devices = '' } = fragment
  return `<domain type="kvm">
  <name>fv0</name>
  <memory>1048576</memory>
  <os><type>hvm</type>${os}</os>
  ${top}
  <devices>${devices}</devices>
</domain>`
}

interface Fragment {
  readonly os?: string
  readonly top?: string
  readonly devices?: string
}

// A valid value for each datatype in the table of differences.
const SAMPLES: readonly (readonly [start: string, sample: string])[] = [
  ['<string pattern=[a-fA-F0-9]{32}>', '4dea22b31d52d8f32516782e98ab3fa0'],
  ['<string pattern=[a-fA-F0-9]{8}', '4dea22b3-1d52-d8f3-2516-782e98ab3fa0'],
  ['<string pattern=\\[', '[store] fv0/fv0.nvram'],
  ['<string pattern=(/|', '/a'],
  ['<string pattern=([0-9]+(-', '0-1'],
  ['<string pattern=nvme', 'nvme0n1'],
  ['<string pattern=[A-Za-z0-9_', 'abc-1'],
  ['<string pattern=[a-zA-Z0-9\\.', 'fv0.example.org'],
  ['<string pattern=((0x)?', '1.2'],
  ['<string pattern=([bB]', 'KiB'],
  ['<string>', 'a'],
  ['<text>', 'a'],
  ['<unsigned', '4'],
  ['<int', '4'],
]

const sampleOf = (value: string): string =>
  value.startsWith('<') ? (SAMPLES.find(([start]) => value.startsWith(start))?.[1] ?? value) : value

function fragmentOf(row: Row): Fragment | undefined {
  const { path, name, change } = row
  const value = sampleOf(row.value)
  const attribute = `${name}="${value}"`
  if (name === 'nodeset')
    return { devices: deviceWith(path.split('/')[3]!, `<acpi ${attribute}/>`) }
  if (name === 'migration') return chain(path, 'block', `<reservations managed="no" ${attribute}/>`)
  if (value === 'ctl') return chain(path, 'ctl')
  const text = OTHERS[`${path} ${change === 'optional' ? 'no ' : ''}${name}`] ?? OTHERS[path]
  return text?.(value, attribute)
}

const disk = (of: string, target = 'dev="sda" bus="scsi"'): Fragment => ({
  devices: `<disk type="file"${of}<target ${target}/></disk>`,
})
const cputune = (inner: string): Fragment => ({ top: `<cputune>${inner}</cputune>` })
const driver = (attributes: string, inner = ''): Fragment => ({
  devices: `<iommu model="intel"><driver ${attributes}>${inner}</driver></iommu>`,
})
const passt = (inner: string): Fragment => ({
  devices: `<interface type="user">${inner}</interface>`,
})
const tdx = (inner: string): Fragment => ({
  top: `<launchSecurity type="tdx">${inner}</launchSecurity>`,
})
const usb = '<hostdev mode="subsystem" type="usb"><source>'
const usbNic = '<interface type="hostdev"><source><vendor id="1"/><product id="2"/>'
const monitor = (level: string) => `<monitor ${level}vcpus="0"/>`
const histogram = (type: string) =>
  disk(
    `><driver><statistics><latency-histogram${type}><bin start="4"/></latency-histogram></statistics></driver>`,
  )
const granule = (attributes: string) => driver('', `<granule ${attributes}/>`)
const energy = () => cputune(`<energytune vcpus="0">${monitor('')}</energytune>`)
const iommufd = (attributes: string): Fragment => ({ top: `<iommufd ${attributes}/>` })
const nvme = (): Fragment => ({
  devices: '<controller type="nvme"><serial>abc-1</serial></controller>',
})
const video = (attributes: string): Fragment => ({
  devices: `<video><model type="virtio" ${attributes}/></video>`,
})

const OTHERS: Readonly<Record<string, (value: string, attribute: string) => Fragment>> = {
  '/domain/hwuuid': value => ({ top: `<hwuuid>${value || SAMPLES[1]![1]}</hwuuid>` }),
  '/domain/os/nvram': value => ({ os: `<nvram>${value}</nvram>` }),
  '/domain/os/nvram no templateFormat': () => ({ os: '<nvram templateFormat="raw"/>' }),
  '/domain/os/varstore': (value, attribute) => ({ os: `<varstore ${value ? attribute : ''}/>` }),
  '/domain/os nvram|varstore': () => ({ os: '<varstore/>' }),
  '/domain/iothreadids/iothread/poll': (_, attribute) => ({
    top: `<iothreadids><iothread id="1"><poll ${attribute}/></iothread></iothreadids>`,
  }),
  '/domain/blkiotune/device/path': value => ({
    top: `<blkiotune><device><path>${value}</path></device></blkiotune>`,
  }),
  '/domain/cputune/energytune': energy,
  '/domain/cputune/energytune/monitor': energy,
  '/domain/cputune/energytune id': (_, attribute) =>
    cputune(`<energytune vcpus="0" ${attribute}>${monitor('')}</energytune>`),
  '/domain/cputune/cachetune no vcpus': () =>
    cputune(`<cachetune>${monitor('level="3" ')}</cachetune>`),
  '/domain/cputune/cachetune/monitor no vcpus': () =>
    cputune('<cachetune vcpus="0"><monitor level="3"/></cachetune>'),
  '/domain/cputune/memorytune no vcpus': () => cputune(`<memorytune>${monitor('')}</memorytune>`),
  '/domain/cputune/memorytune/monitor no vcpus': () =>
    cputune('<memorytune vcpus="0"><monitor/></memorytune>'),
  '/domain/iommufd': () => iommufd('enabled="yes"'),
  '/domain/iommufd enabled': (_, attribute) => iommufd(attribute),
  '/domain/iommufd fdgroup': (_, attribute) => iommufd(`enabled="yes" ${attribute}`),
  '/domain/features/hyperv': (_, attribute) => ({
    top: `<features><hyperv ${attribute}/></features>`,
  }),
  '/domain/features/virtualization': () => ({ top: '<features><virtualization/></features>' }),
  '/domain/on_crash': value => ({ top: `<on_crash>${value}</on_crash>` }),
  '/domain/devices/disk': (_, attribute) => disk(` ${attribute}>`, 'dev="sda" bus="usb"'),
  '/domain/devices/disk/driver/statistics': () => disk('><driver><statistics/></driver>'),
  '/domain/devices/disk/driver/statistics/statistic': () =>
    disk('><driver><statistics><statistic interval="4"/></statistics></driver>'),
  '/domain/devices/disk/driver/statistics/latency-histogram': () => histogram(''),
  '/domain/devices/disk/driver/statistics/latency-histogram/bin': () => histogram(''),
  '/domain/devices/disk/driver/statistics/latency-histogram type': (_, attribute) =>
    histogram(` ${attribute}`),
  '/domain/devices/disk/target dev': (_, attribute) => disk('>', attribute),
  '/domain/devices/disk/target bus': (_, attribute) => disk('>', `dev="sda" ${attribute}`),
  '/domain/devices/disk/target dpofua': (_, attribute) =>
    disk('>', `dev="sda" bus="scsi" ${attribute}`),
  '/domain/devices/controller': () => ({ devices: '<controller type="nvme"/>' }),
  '/domain/devices/controller serial': nvme,
  '/domain/devices/controller/serial': nvme,
  '/domain/devices/interface/backend': (_, attribute) =>
    passt(`<source dev="eth0"/><backend type="passt" ${attribute}/>`),
  '/domain/devices/interface/route no address': () => passt('<route gateway="10.0.0.1"/>'),
  '/domain/devices/interface/driver': (_, attribute) => ({
    devices: `<interface type="hostdev"><driver ${attribute}/><source><address type="pci" bus="0x3" slot="0" function="0"/></source></interface>`,
  }),
  '/domain/devices/interface/source/address': (_, attribute) => ({
    devices: `${usbNic}<address bus="1" ${attribute}/></source></interface>`,
  }),
  '/domain/devices/hostdev/driver': (_, attribute) => ({
    devices: `<hostdev mode="subsystem" type="pci"><driver ${attribute}/><source><address bus="3" slot="0" function="0"/></source></hostdev>`,
  }),
  '/domain/devices/hostdev/source/address': () => ({
    devices: `${usb}<address bus="1" port="1.2"/></source></hostdev>`,
  }),
  '/domain/devices/graphics': (_, attribute) => ({
    devices: `<graphics type="vnc" ${attribute}/>`,
  }),
  '/domain/devices/graphics fullscreen': () => ({
    devices: '<graphics type="desktop" fullscreen="yes"/>',
  }),
  '/domain/devices/video/model': (value, attribute) =>
    video(/only/.test(value) ? 'device="virtio-gpu"' : attribute),
  '/domain/devices/memory/driver': (value, attribute) => ({
    devices: `<memory model="virtio-mem"><driver ${value ? attribute : ''}/><target><size>4</size></target></memory>`,
  }),
  '/domain/devices/iommu': (_, attribute) => ({ devices: `<iommu ${attribute}/>` }),
  '/domain/devices iommu': () => ({
    devices: '<iommu model="smmuv3"/><iommu model="smmuv3"/>',
  }),
  '/domain/devices/iommu/driver': (_, attribute) => driver(attribute),
  '/domain/devices/iommu/driver/granule': () => granule('size="4"'),
  '/domain/devices/iommu/driver/granule mode': (_, attribute) => granule(attribute),
  '/domain/devices/iommu/driver/granule unit': (_, attribute) => granule(`size="4" ${attribute}`),
  '/domain/os/nvram/@type': () => chain('/domain/os/nvram', 'ctl')!,
  '/domain/launchSecurity': () => tdx(''),
  '/domain/launchSecurity/mrConfigId': value => tdx(`<mrConfigId>${value}</mrConfigId>`),
  '/domain/launchSecurity/mrOwner': value => tdx(`<mrOwner>${value}</mrOwner>`),
  '/domain/launchSecurity/mrOwnerConfig': value => tdx(`<mrOwnerConfig>${value}</mrOwnerConfig>`),
  '/domain/launchSecurity/quoteGenerationService': (value, attribute) =>
    tdx(`<quoteGenerationService ${value ? attribute : ''}/>`),
}

/** The nested images of a disk or NVRAM down to the one at a path, with the type of that one. */
function chain(path: string, type: 'block' | 'ctl', inner = ''): Fragment | undefined {
  const steps = path.split('/').filter(step => !['', 'domain', 'devices', 'os'].includes(step))
  const owners = steps.filter(step => step !== 'source' && step !== 'reservations')
  const device = type === 'ctl' ? '/dev/cam/ctl' : '/dev/sda'
  const source = `<source dev="${device}">${inner}</source>`
  const build = ([owner, ...rest]: readonly string[]): string => {
    const isLast = rest.length === 0
    const own = isLast ? source : sourceOver(rest, build)
    const kind = isLast ? type : 'block'
    const format = '<format type="raw"/>'
    switch (owner) {
      case 'disk':
        return `<disk type="${kind}" device="disk">${own}<target dev="sda" bus="scsi"/></disk>`
      case 'mirror':
        return `<mirror type="${kind}" job="copy">${format}${own}</mirror>`
      case 'nvram':
        return `<nvram type="${kind}">${own}</nvram>`
      default:
        return `<${owner} type="${kind}">${format}${own}</${owner}>`
    }
  }
  const xml = build(owners)
  return owners[0] === 'nvram' ? { os: xml } : { devices: xml }
}

// A data store is inside a source; other images are its siblings.
function sourceOver(rest: readonly string[], build: (rest: readonly string[]) => string): string {
  const below = build(rest)
  return rest[0] === 'dataStore'
    ? `<source dev="/dev/sdb">${below}</source>`
    : `<source dev="/dev/sdb"/>${below}`
}

const DEVICES: Readonly<Record<string, string>> = {
  disk: '<disk type="file"><target dev="sda"/>*</disk>',
  controller: '<controller type="sata">*</controller>',
  filesystem: '<filesystem type="mount"><source dir="/a"/><target dir="a"/>*</filesystem>',
  interface: '<interface type="user">*</interface>',
  input: '<input type="tablet" bus="usb">*</input>',
  sound: '<sound model="ich9">*</sound>',
  hostdev:
    '<hostdev mode="subsystem" type="pci"><source><address bus="3" slot="0" function="0"/></source>*</hostdev>',
  video: '<video><model type="vga"/>*</video>',
  console: '<console type="pty">*</console>',
  parallel: '<parallel type="pty">*</parallel>',
  serial: '<serial type="pty">*</serial>',
  smartcard: '<smartcard mode="host">*</smartcard>',
  rng: '<rng model="virtio"><backend model="random">/dev/urandom</backend>*</rng>',
  shmem: '<shmem name="a">*</shmem>',
  memory: '<memory model="dimm"><target><size>4</size></target>*</memory>',
  watchdog: '<watchdog model="itco">*</watchdog>',
  memballoon: '<memballoon model="virtio">*</memballoon>',
  iommu: '<iommu model="intel">*</iommu>',
  vsock: '<vsock model="virtio">*</vsock>',
}

const deviceWith = (name: string, inner: string): string => DEVICES[name]!.replace('*', inner)
