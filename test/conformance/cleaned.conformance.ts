// Imports documents with --clean, builds the programs, and checks that libvirt's QEMU driver defines the same domains.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { importXml } from '../../src/build/documents/import-xml.ts'
import { built } from '../support/built.ts'
import { corpus, libvirtDir, skipped } from './corpus.ts'
import { type Defined, define } from './define.ts'
import { missingTools, prepareDriver } from './semantic-mutants.ts'

const test = suite('cleaned imports')

/** Every nth document of the corpus. */
const STEP = Number(process.env.CORPUS_STEP ?? 3)
/** Prints the first different line of each document. */
const isVerbose = process.env.VERBOSE !== undefined

interface Document {
  readonly name: string
  readonly xml: string
}

const tools = missingTools()
const folder = mkdtempSync(join(tmpdir(), 'vmc-cleaned-'))
process.on('exit', () => rmSync(folder, { recursive: true }))

if (tools !== undefined) {
  console.log(`skipped: ${tools}`)
  test.skip('cleaned imports')
} else {
  prepareDriver(folder)

  if (!existsSync('/usr/share/virt-manager/virtinst')) test.skip('virt-install: not installed')
  else
    test('domains of virt-install are defined alike', () => {
      const documents = virtInstall()
      assert.is(documents.length, 36)
      assert.equal(compareAll(documents), [])
    })

  if (libvirtDir === undefined) test.skip(skipped)
  else
    test('domains of the corpus are defined alike', () => {
      assert.equal(compareAll(corpusDocuments()), [])
    })
}

// virt-install wants to create an image that does not exist.
const IMAGE = join(folder, 'vm.qcow2')
const ISO = join(folder, 'system.iso')
const SYSTEMS = ['debian11', 'fedora37', 'win11', 'win10', 'rhel9.1', 'freebsd13.1']
const SHAPES = [
  `--memory 4096 --vcpus 2 --disk ${IMAGE} --network user --import`,
  `--memory 2048 --vcpus 2 --disk ${IMAGE},bus=virtio,cache=none,io=native --graphics none
   --network bridge=br0,model=virtio --console pty,target_type=serial --import`,
  `--memory 8192 --vcpus 4 --machine q35 --disk ${IMAGE},bus=sata --cdrom ${ISO}
   --network network=default,mac=52:54:00:11:22:33 --graphics vnc,listen=0.0.0.0,port=5901
   --boot loader=/usr/share/OVMF/OVMF_CODE_4M.ms.fd,loader.readonly=yes,loader.type=pflash,loader_secure=yes,nvram.template=/usr/share/OVMF/OVMF_VARS_4M.ms.fd
   --features smm.state=on`,
  `--memory 4096 --vcpus 2 --machine pc --disk ${IMAGE},bus=ide --network user,model=e1000
   --graphics spice --sound ich6 --controller usb2 --pxe`,
  `--memory 16384,maxmemory=32768 --vcpus 8,sockets=1,cores=4,threads=2,cpuset=0-7
   --cpu host-passthrough,cache.mode=passthrough --controller scsi,model=virtio-scsi
   --disk ${IMAGE},bus=scsi,discard=unmap,serial=abc --memorybacking hugepages=yes
   --network network=default,model=virtio,driver.queues=4 --graphics none --import
   --cputune vcpupin0.vcpu=0,vcpupin0.cpuset=4,vcpupin1.vcpu=1,vcpupin1.cpuset=5`,
  `--memory 4096 --memorybacking source.type=memfd,access.mode=shared --vcpus 4
   --disk ${IMAGE},bus=virtio --network user --watchdog i6300esb,action=reset --vsock cid=5
   --filesystem type=mount,accessmode=passthrough,driver.type=virtiofs,source.dir=/srv,target.dir=srv
   --channel unix,target.type=virtio,target.name=org.qemu.guest_agent.0 --rng /dev/urandom
   --panic isa --boot hd,cdrom,menu=on --input keyboard,bus=virtio --import`,
]

/** The domains that virt-install makes for six systems, with six sets of options. */
function virtInstall(): readonly Document[] {
  for (const image of [IMAGE, ISO]) writeFileSync(image, '')
  const calls = SYSTEMS.flatMap(system =>
    SHAPES.map(
      (shape, nth) =>
        `--virt-type kvm --name ${system}-${nth + 1} --osinfo ${system} ${shape.replace(/\s+/g, ' ')}`,
    ),
  )
  const { stdout, stderr } = spawnSync(
    '/usr/bin/python3',
    [join('test', 'conformance', 'virt-install.py'), join(folder, 'embed')],
    { input: calls.join('\n'), encoding: 'utf8' },
  )
  const made = stdout.split('\n').filter(line => line !== '')
  assert.is(made.length, calls.length, stderr)
  return made.map((line, nth) => {
    const { xml, error } = JSON.parse(line) as Defined
    if (xml === undefined) throw new Error(`virt-install ${calls[nth]}: ${error}`)
    return { name: calls[nth]!, xml }
  })
}

/**
 * The documents of the corpus for QEMU, without what the host of the test lacks. A program does not describe the state of
 * a running domain, so documents with one are left out.
 */
function corpusDocuments(): readonly Document[] {
  return corpus()
    .filter(
      ({ xml, expect }) =>
        /<domain[^>]*type=['"](kvm|qemu)['"]/.test(xml) &&
        !/<domain[^>]* id=/.test(xml) &&
        /^(pass|output)$/.test(expect),
    )
    .filter((_, nth) => nth % STEP === 0)
    .map(({ path, xml }) => ({
      name: path,
      xml: xml
        .replace(/(<domain[^>]*type=)['"]kvm['"]/, '$1"qemu"')
        .replace(/<emulator>[^<]*<\/emulator>/, '')
        .replace(/<tpm[\s\S]*<\/tpm>/, '')
        .replace(
          /machine=['"]pc-(q35|i440fx)-[^'"]*['"]/,
          (_, kind) => `machine="${kind === 'q35' ? 'q35' : 'pc'}"`,
        ),
    }))
}

/** Defines documents, and what their cleaned programs build. Returns what is different. */
function compareAll(documents: readonly Document[]): readonly string[] {
  const originals = defineAll(documents)
  // What libvirt wrote is also a document. It refuses some of its own.
  const dumps = defined(documents, originals).map(({ name, made }) => ({
    name: `${name}, as dumped`,
    xml: made,
  }))
  const sources = [
    ...defined(documents, originals),
    ...defined(dumps, defineAll(dumps)).filter(({ xml, made }) => xml === made),
  ]
  const programs = sources.map(({ name, xml }) => ({ name, xml: builtFrom(xml, name) }))
  const again = defineAll(programs)
  const different = sources.flatMap(({ name, xml, made }, nth) => {
    const { xml: other, error } = again[nth]!
    const line = other === undefined ? error : differentLine(xml, made, other)
    return line === undefined ? [] : [`${name}: ${line}`]
  })
  console.log(
    `${originals.filter(({ xml }) => xml !== undefined).length} of ${documents.length} documents defined, ${different.length} differ after an import`,
  )
  if (isVerbose) console.log(different.join('\n'))
  return different
}

const defined = (documents: readonly Document[], made: readonly Defined[]) =>
  documents.flatMap((document, nth) => {
    const xml = made[nth]?.xml
    return xml === undefined ? [] : [{ ...document, made: xml }]
  })

function defineAll(documents: readonly Document[]): readonly Defined[] {
  const files = documents.map(({ xml }, nth) => {
    const file = join(folder, `${nth}.xml`)
    writeFileSync(file, xml)
    return file
  })
  return define(files, join(folder, 'embed'), { starts: false })
}

function builtFrom(xml: string, name: string): string {
  try {
    const { typescript } = importXml(xml, { file: name, clean: true })
    return typescript === '' ? '' : built(typescript)
  } catch (error) {
    return String(error)
  }
}

/** The first line that differs between two definitions that libvirt wrote. */
function differentLine(source: string, one: string, other: string): string | undefined {
  const [a, b] = [one, other].map(text => comparable(text, source).split('\n'))
  const at = a!.findIndex((line, nth) => line !== b![nth])
  if (at >= 0) return `${a![at]!.trim()} / ${b![at]?.trim()}`
  return a!.length === b!.length ? undefined : `nothing / ${b![a!.length]?.trim()}`
}

const CONTROLLER = / {4}<controller .*(?:\/>|>\n(?: {6}.*\n)* {4}<\/controller>)\n/g
const CONTROLLERS = new RegExp(`(?:${CONTROLLER.source})+`, 'g')

/** What libvirt sets itself, but the host of the test does not, because it has no SELinux, and sockets in another folder. */
const HOST = [
  /^ *<seclabel type='dynamic' model='selinux' relabel='yes'\/>\n/gm,
  /^ *<source mode='bind'( path='[^']*\/libvirt\/qemu\/channel\/[^']*')?\/>\n/gm,
]

/** A definition without addresses, with its controllers sorted, and without the identity that libvirt makes up. */
function comparable(xml: string, source: string): string {
  const count = (pattern: RegExp): number => source.match(pattern)?.length ?? 0
  let text = xml
    .replace(/^ *<address type=[^>]*(?<!\/)>[\s\S]*?<\/address>\n/gm, '')
    .replace(/^ *<address type=.*\/>\n/gm, '')
    .replace(/ (chassis|chassisNr|port)='[^']*'/g, '')
    .replace(/^( *<(\w+)[^>]*)>\n *<\/\2>$/gm, '$1/>')
    .replace(CONTROLLERS, block => (block.match(CONTROLLER) ?? []).sort().join(''))
  for (const host of HOST) text = text.replace(host, '')
  if (count(/<genid\/>/g) > 0) text = text.replace(/^ *<genid>.*\n/m, '')
  if (count(/<uuid>/g) === 0) text = text.replace(/^ *<uuid>.*\n/m, '')
  if (count(/<mac /g) < count(/<interface /g)) text = text.replace(/^ *<mac address=.*\n/gm, '')
  return text
}

test.run()
