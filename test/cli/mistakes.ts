// Mistakes that people make, for the table in golden/mistakes.txt. The first forty were made by new users.

/** A mistake: what it is, and the program with it. */
export interface Mistake {
  readonly title: string
  /** The program, without its first line, which imports everything that a program needs. */
  readonly program?: string
  /** Other files. */
  readonly files?: Readonly<Record<string, string>>
  /** The arguments of the command. Default: a build without type check. */
  readonly args?: readonly string[]
}

/** A mistake that only the type check finds. */
const typed = (title: string, program: string): Mistake => ({ title, program, args: ['build'] })

const vm = (calls: string): string => `export const a = domain('a').hvm().memory(GiB(1))${calls}`

export const mistakes: readonly Mistake[] = [
  { title: 'misspelt value', program: vm(".disk(file('/a.img').bus('virto'))") },
  { title: 'a word instead of a number', program: vm(".vcpu('two')") },
  {
    title: 'a unit that does not exist',
    program: `export const a = domain('a').hvm().memory('4Gi')
export const b = domain('b').hvm().memory('4 gigabytes')`,
  },
  { title: 'no memory', program: "export const a = domain('a').hvm()" },
  {
    title: 'two disks with the same target',
    program: vm(".disk(file('/a.img').target('vda'), file('/b.img').target('vda'))"),
  },
  {
    title: 'IDE on q35',
    program:
      "export const a = domain('a').q35().memory(GiB(1)).acpi().disk(file('/a.img').bus('ide'))",
  },
  typed('misspelt method', "export const a = domain('a').hvm().memmory(GiB(1))"),
  { title: 'size from a missing value', program: vm('.memory(GiB(config.memory))') },
  { title: 'path from a missing value', program: vm('.disk(file(config.image))') },
  {
    title: 'size as text without a unit',
    program: "export const a = domain('a').hvm().memory('4')",
  },
  typed('number in quotes', vm(".memory(GiB('4'))")),
  { title: 'no export', program: "const a = domain('a').hvm().memory(GiB(1))" },
  {
    title: 'the same name in a loop',
    program: "export default [1, 2].map(() => domain('web').hvm().memory(GiB(1)))",
  },
  {
    title: 'bad and multicast MAC address',
    program: vm(
      ".nic(bridge('br0').mac('52:54:00:12:34'), bridge('br0').mac('01:00:5e:00:00:01'))",
    ),
  },
  {
    title: 'an unreadable file',
    program: `import { readFileSync } from 'node:fs'
const size = Number(readFileSync('/does/not/exist', 'utf8'))
${vm('.vcpu(size)')}`,
  },
  {
    title: 'a throw in a helper',
    program: `const size = (site: string) => { throw new Error(\`no size for \${site}\`) }
${vm(".vcpu(size('lab'))")}`,
  },
  {
    title: 'import cycle',
    program: `import { size } from './b.ts'\nexport const base = 1\n${vm('.vcpu(size)')}`,
    files: { 'b.ts': "import { base } from './infra.ts'\nexport const size = base + 1\n" },
  },
  {
    title: 'missing bracket',
    program: "export const a = domain('a')\n  .hvm()\n  .disk(file('/a.img')\n  .memory(GiB(1))",
  },
  {
    title: 'import of a file that does not exist',
    program: `import { web } from './presset.ts'\n${vm('.use(web)')}`,
    files: { 'presets.ts': 'export const web = 1\n' },
  },
  { title: 'vcpu out of range', program: vm('.vcpu(0)') },
  {
    title: 'memory without a unit',
    program: `export const a = domain('a').hvm().memory(4)
export const b = domain('b').hvm().memory(4096)`,
  },
  { title: 'result of a call not used', program: `${vm('')}\na.disk(file('/a.img'))` },
  {
    title: 'text or function instead of a device',
    program: `${vm(".nic('br0').disk('/x.img')")}\n${vm('.nic(bridge)').replace(/\ba\b/g, 'b')}`,
  },
  {
    title: 'name that is not valid as a file name',
    program: "export const a = domain('my vm/1').hvm().memory(GiB(1))",
  },
  {
    title: 'process.exit in a program',
    program: `if (config.site === undefined) process.exit(1)\n${vm('')}`,
  },
  {
    title: 'wrong keys of a disk',
    program: vm(
      ".disk({ type: 'file', source: { path: '/a' }, target: { name: 'vda', buss: 'virtio' } })",
    ),
  },
  {
    title: 'a template in plain quotes, and relative paths',
    program: `export const a = domain('web\${i}').hvm().memory(GiB(1)).disk(file('~/a.img'), file('a.img'))`,
  },
  { title: "cpu('host')", program: vm(".cpu('host')") },
  {
    title: 'default function without return',
    program: "export default () => { domain('a').hvm().memory(GiB(1)) }",
  },
  {
    title: 'host devices by half an address',
    program: vm(".hostdev(pci('1:0'), usb('1234'))"),
  },
  {
    title: 'preset without return',
    program: `const web = d => { d.vcpu(2) }\n${vm('.use(web)')}`,
  },
  {
    title: 'type imported as a value',
    program: `import { DomainBuilder } from 'libvmc'\nconst web = (d: DomainBuilder) => d.vcpu(2)\n${vm('.use(web)')}`,
    files: { 'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }' },
  },
  {
    title: 'require()',
    program: "const { domain: make } = require('libvmc')\nexport const a = make('a')",
  },
  { title: 'wrong file name', args: ['build', 'infar.ts', '--no-typecheck'], program: vm('') },
  { title: 'misspelt command', args: ['bild'] },
  { title: 'misspelt option', args: ['build', '--stdou'] },
  {
    title: 'build of a document',
    args: ['build', 'x.xml'],
    files: { 'x.xml': '<domain type="kvm"/>' },
  },
  { title: 'unknown format', args: ['build', '--format', 'yaml'] },
  {
    title: 'other misspelt values',
    program: vm(
      ".boot('disk').on_crash('reboot').clock('UTC').disk(file('/a.img').driver({ name: 'qemu', cache: 'writebak' }))",
    ),
  },
  {
    title: 'guest address on a libvirt network',
    program: vm(".nic(network('default').ip('10.0.0.5'))"),
  },
  // Twenty more.
  {
    title: 'path with a missing value in it',
    program: vm(`.disk(file(\`/img/\${config.image}.qcow2\`))`),
  },
  { title: 'no machine', program: "export const a = domain('a').memory(GiB(1))" },
  typed('start with the host, as in Terraform and virsh', vm('.autostart()')),
  { title: 'the same without types', program: vm('.autostart()') },
  typed('image size, as in virt-install', vm(".disk(file('/a.qcow2').size(20))")),
  { title: 'cloud-init', program: vm(".cloudInit({ user: 'ada' })") },
  { title: 'memory as .ram()', program: vm('.ram(4096)') },
  {
    title: 'negative and fractional sizes',
    program: `export const a = domain('a').hvm().memory(GiB(-1))\nexport const b = domain('b').hvm().memory(GiB(1.5))`,
  },
  {
    title: 'an object instead of a name',
    program: "export const a = domain({ name: 'a', memory: GiB(1) })",
  },
  { title: 'partition as a target', program: vm(".disk(file('/a.img').target('vda1'))") },
  {
    title: 'machine name with a prefix too many',
    program: "export const a = domain('a').hvm({ machine: 'pc-q35' }).memory(GiB(1))",
  },
  {
    title: 'topology of fewer vCPUs',
    program: vm('.vcpu(8).topology({ sockets: 1, cores: 3, threads: 2 })'),
  },
  { title: 'element in the wrong place', program: vm(".devices({ clock: { offset: 'utc' } })") },
  { title: 'device passed to another method', program: vm(".disk(bridge('br0'))") },
  {
    title: 'Hyper-V vendor without a value',
    program: vm('.hyperv({ vendor_id: { state: true } })'),
  },
  {
    title: 'package that is not installed',
    program: `import { x } from 'left-padding'\n${vm('.vcpu(x)')}`,
  },
  {
    title: 'namespace without its declaration',
    args: ['validate', 'x.xml'],
    files: { 'x.xml': '<domain type="kvm">\n  <qemu:commandline/>\n</domain>' },
  },
  {
    title: 'misspelt namespace',
    program: vm(
      '.xml(\'<qemu:commandline xmlns:qemu="http://libvirt.org/schemas/domain/qemu"/>\')',
    ),
  },
  {
    title: 'element of a document in the wrong place',
    args: ['validate', 'x.xml'],
    files: {
      'x.xml':
        '<domain type="kvm">\n  <name>a</name><memory>2048</memory>\n  <os><type>hvm</type></os>\n  <hyperv><relaxed state="on"/></hyperv>\n</domain>',
    },
  },
  {
    title: 'a network as a document',
    args: ['validate', 'x.xml'],
    files: { 'x.xml': '<network><name>default</name></network>' },
  },

  // Typical of people who come from Terraform, virt-install or Ansible, of beginners, and of AI agents.
  { title: 'object instead of a name', program: vm(".nic(network({ name: 'default' }))") },
  {
    title: 'promise as a value, without await',
    program: `const load = async () => 4\n${vm('.vcpu(load())')}`,
  },
  typed(
    'promise of a domain, without await',
    `const load = async () => domain('a').hvm()\nexport const a = load().memory(GiB(1))`,
  ),
  {
    title: 'the same without types',
    program: `const load = async () => domain('a').hvm()\nexport const a = load().memory(GiB(1))`,
  },
  { title: 'default export of a function of libvmc', program: 'export default domain' },
  typed('new', "export const a = new domain('a').hvm().memory(GiB(1))"),
  {
    title: 'arithmetic with a unit',
    program: "export const a = domain('a').hvm().memory(2 * GiB)",
  },
  {
    title: 'memory in bytes',
    program: "export const a = domain('a').hvm().memory(4 * 1024 * 1024 * 1024)",
  },
  {
    title: 'default import',
    program: "import vmc from 'libvmc'\nexport const a = vmc.domain('a').hvm().memory(GiB(1))",
  },
  { title: 'wrong name of the package', program: `import { x } from 'vmc'\n${vm('.vcpu(x)')}` },
  { title: 'invented key', program: vm('.vcpu({ count: 4 })') },
  {
    title: 'machine as a text',
    program: "export const a = domain('a').hvm('q35').memory(GiB(1))",
  },
  { title: 'display and video card as texts', program: vm(".graphics('spice').video('qxl')") },
  typed('method of a NIC at the domain', vm(".nic(bridge('br0')).mac('52:54:00:12:34:56')")),
  { title: 'factory as a method', program: vm(".bridge('br0')") },
  { title: 'invented method of a disk', program: vm(".disk(file('/a.img').format('raw'))") },
  { title: 'setter, as in Java', program: "export const a = domain('a').hvm().setMemory(GiB(1))" },
  { title: 'several values in one text', program: vm(".boot('hd,cdrom')") },
  {
    title: 'domains in a loop, not exported',
    program: `for (const i of [1, 2]) domain(\`web\${i}\`).hvm().memory(GiB(1))`,
  },
  { title: 'command of Terraform', args: ['plan'] },
  typed('misspelt field of a device as a method', vm(".disk(file('/a.img').chache('none'))")),
  {
    title: 'the same without types, at a variable',
    program: `const image: any = file('/a.img')\n${vm(".disk(image.bus('sata').chache('none'))")}`,
  },
  typed('method of the domain at a device', vm(".disk(file('/a.img').vcpu(2))")),
  {
    title: 'method of another device',
    program: vm(".disk(file('/a.img').mac('52:54:00:12:34:56'))"),
  },
  typed('a method without its brackets', "export const a = domain('a').hvm.memory(GiB(1))"),
  {
    title: 'the same without types',
    program: "export const a = domain('a').hvm.memory(GiB(1))",
  },
  { title: 'an object instead of a number', program: vm('.graphics(vnc({ port: 5901 }))') },
  { title: 'a list instead of one path', program: vm(".disk(file(['/a.img', '/b.img']))") },
  { title: 'a target instead of a disk', program: vm(".disk('vda', file('/a.img'))") },
  {
    title: 'an invented key of a size',
    program: "export const a = domain('a').hvm().memory({ size: 2, unit: 'GiB' })",
  },
  { title: 'a name instead of a preset', program: vm(".use('web')") },
  { title: 'text as metadata', program: vm(".metadata('team web')") },
  { title: 'half of an element', program: vm(".xml('<disk')") },
  { title: 'half of a version', program: vm(".tpm(tpm('2'))") },
  typed('a function that is not imported', "const s = MiB(8)\nexport const a = domain('a').hvm()"),
  {
    title: 'the same without types',
    program: "const s = MiB(8)\nexport const a = domain('a').hvm()",
  },
  typed('a misspelt import', "import { flie } from 'libvmc'\nexport const a = domain('a').hvm()"),
  typed(
    'a wrong value that a later call replaces',
    vm(".disk(file('/a').bus('virtoi').bus('sata'))"),
  ),
  typed(
    'a name instead of a NIC, beside another mistake',
    vm(".nic('br0').disk(file('/a').chache('none'))"),
  ),
  { title: 'IDs of lsusb in one text', program: vm(".hostdev(usb('1d6b:0002'))") },
]
