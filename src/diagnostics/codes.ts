import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'

/**
 * The severity of a diagnostic. An error stops the build. A warning stops the build only with `--strict`. An info never
 * stops the build.
 */
export type Severity = 'error' | 'warning' | 'info'

/** The explanation of a diagnostic code, which `vmc explain` shows. */
export interface CodeFacts {
  readonly severity: Severity
  /** The problem in a few words, which readers understand without context. */
  readonly title: string
  /** The reason why the problem matters, and how to fix it. */
  readonly help: string
  /** An example that causes the diagnostic. */
  readonly wrong: string
  /** The corrected example. */
  readonly right: string
  /** The name of the rule in kebab case, such as `name-unique`. Only codes of rules have a slug. */
  readonly slug?: string
  /** The exit code that a command returns for this diagnostic code. Default: 1 for VMC4xxx, 2 for all other codes. */
  readonly exitCode?: 1 | 2
}

/**
 * All diagnostic codes except those of rules; each rule declares its code in its own file in src/rules. The first digit
 * is the family: 1 for the schema, 2 for rules, 3 for reading XML, 4 for programs, the command line and files, and 7
 * for hosts. A code never changes its meaning.
 */
export const codes = {
  VMC1001: {
    severity: 'error',
    title: 'unknown element or attribute',
    help: 'libvirt silently ignores elements and attributes that it does not know. Use the spelling that the message suggests. If an element is newer than vmc, write it with .xml(); if an attribute is newer than vmc, write it with .attributes().',
    wrong: ".disk({ type: 'file', source: { fiel: '/fv0.img' } })",
    right: ".disk({ type: 'file', source: { file: '/fv0.img' } })",
  },
  VMC1002: {
    severity: 'error',
    title: 'invalid value of an attribute or element',
    help: 'Use one of the values that the message lists, or a value of the form that the message describes. If the value is newer than vmc, write it with unchecked().',
    wrong: ".nic(bridge('br0').mac('52:54:00:12:34'))",
    right: ".nic(bridge('br0').mac('52:54:00:12:34:56'))",
  },
  VMC1003: {
    severity: 'error',
    title: 'missing required element or attribute',
    help: 'Add the element or attribute that the message names, because libvirt requires it.',
    wrong: '.input({ bus: "usb" })',
    right: '.input({ type: "tablet", bus: "usb" })',
  },
  VMC1004: {
    severity: 'error',
    title: 'element or attribute not allowed in this variant',
    help: 'An attribute can select the variant of an element: a disk with type="block" has <source dev>, and a disk with type="file" has <source file>. Remove the element or attribute that the message names, or select a variant that has it.',
    wrong: ".disk({ type: 'block', source: { file: '/fv0.img' } })",
    right: ".disk({ type: 'block', source: { dev: '/dev/vg0/fv0' } })",
  },
  VMC1005: {
    severity: 'error',
    title: 'value of an attribute or element has the wrong type',
    help: 'Pass a value of the type that the message names, such as a number, a string, a boolean or an object.',
    wrong: '.vcpu({ count: 2 })',
    right: '.vcpu(2)',
  },
  VMC1006: {
    severity: 'error',
    title: 'text contains a character that XML does not allow',
    help: 'Remove the character. XML does not allow unpaired surrogates or control characters, except tabs and line breaks.',
    wrong: ".cmdline('quiet\\u0000')",
    right: ".cmdline('quiet')",
  },
  VMC1007: {
    severity: 'error',
    title: 'element or attribute that may appear only once is repeated',
    help: 'Keep one of the repeated elements or attributes and remove the others. libvirt uses only the first or only the last of them.',
    wrong: '<os><loader>/a</loader><loader>/b</loader></os>',
    right: '<os><loader>/a</loader></os>',
  },
  VMC1008: {
    severity: 'warning',
    title: 'outdated name of an element or attribute',
    help: 'Use the current name of the element or attribute, which the message suggests. vmc accepts the outdated name and writes the current name.',
    wrong: '<clock sync="localtime"/>',
    right: '<clock offset="localtime"/>',
  },
  VMC1009: {
    severity: 'error',
    title: 'text in an element that cannot contain text',
    help: 'Remove the text, or write it as an element or attribute. libvirt ignores text in elements that are defined as empty or as having only child elements.',
    wrong: '<features>acpi</features>',
    right: '<features><acpi/></features>',
  },
  VMC1010: {
    severity: 'error',
    title: 'elements or attributes that cannot be used together',
    help: 'The message names elements or attributes that are alternatives to each other. Use only one of them, and remove the others.',
    wrong:
      "{ secret: { type: 'ceph', uuid: '2a5b08e4-3dca-4ff9-9a1d-40389758d081', usage: 'pool' } }",
    right: "{ secret: { type: 'ceph', usage: 'pool' } }",
  },
  VMC1011: {
    severity: 'error',
    title: 'child elements are in the wrong order',
    help: 'Move the element to its position in the order that vmc explain shows. In most elements the children may appear in any order, but the parent of this element requires a fixed order. vmc always writes the right order.',
    wrong: '<source><product id="0xbeef"/><vendor id="0x1234"/></source>',
    right: '<source><vendor id="0x1234"/><product id="0xbeef"/></source>',
  },
  VMC1012: {
    severity: 'error',
    title: 'document does not match the RELAX NG schema of libvirt',
    help: 'With --rng, vmc also validates the document against the RELAX NG schema that libvirt installs. The mistake is often only near the line in the message. If the schema is older than your libvirt, pass the folder of a newer schema with --rng=DIR. If the document is wrong and vmc reports only this diagnostic, a check is missing in vmc: please report it as a bug.',
    wrong: 'vmc validate --rng fv0.xml, with an element newer than the installed libvirt',
    right: 'vmc validate --rng DIR fv0.xml, with the schemas of a newer libvirt in DIR',
  },
  VMC1013: {
    severity: 'error',
    title: 'feature is newer than the target libvirt version',
    help: 'The libvirt version in --target does not support the feature yet, and would ignore or reject it. Remove the feature, or set a newer target version.',
    wrong: "vmc build --target libvirt=9.0.0, with .watchdog({ model: 'itco' }) of libvirt 9.1.0",
    right: `vmc build --target libvirt=${LIBVIRT_RELEASE}`,
  },
  VMC1015: {
    severity: 'info',
    title: 'element or attribute omitted because libvirt sets it',
    help: 'vmc import --clean omits the values that libvirt sets automatically: addresses, aliases, controllers, and the state of a running domain. No action is needed. To keep these values, import without --clean.',
    wrong: '<domain type="kvm" id="7">',
    right: '<domain type="kvm">',
  },
  VMC1016: {
    severity: 'warning',
    title: 'target is a newer libvirt version than vmc knows',
    help: `This version of vmc knows the domain format up to libvirt ${LIBVIRT_RELEASE}. For a newer target, vmc checks the domain as if the target were ${LIBVIRT_RELEASE}. To use newer elements, write them with .xml(), .attributes() and unchecked(), or upgrade vmc.`,
    wrong: 'vmc build --target libvirt=99.0.0',
    right: `vmc build --target libvirt=${LIBVIRT_RELEASE}`,
  },
  VMC1017: {
    severity: 'error',
    title: 'domain refused by the libvirt of this machine',
    help: 'With --libvirt, vmc asks the QEMU driver of the installed libvirt to define the domain and to make the command line of QEMU. Nothing runs. The message contains the words of libvirt. To find the location, vmc leaves out parts of the domain until libvirt accepts it. If vmc does not report the mistake without --libvirt, please report this as a bug of vmc.',
    wrong: "vmc build --libvirt beside libvirt 9.0.0, with .disk(file('/a.qcow2').bus('nvme'))",
    right: "vmc build --libvirt beside libvirt 9.0.0, with .disk(file('/a.qcow2').bus('virtio'))",
  },
  VMC1018: {
    severity: 'warning',
    title: 'domain refused only on this host',
    help: 'With --libvirt, vmc asks the installed libvirt. The reason that libvirt gives depends on the host: on its files, devices and CPUs, or on how QEMU was built. The domain can be valid on another host. If this host runs the domain, correct what the message names.',
    wrong:
      "vmc build --libvirt, with .hvm({ arch: 'aarch64' }) where qemu-system-arm is not installed",
    right: 'apt-get install qemu-system-arm && vmc build --libvirt',
  },
  VMC1019: {
    severity: 'info',
    title: 'domain of a hypervisor that --libvirt does not ask',
    help: 'With --libvirt, vmc asks only the QEMU driver of libvirt, which runs domains of type kvm and qemu. The rules of vmc check the other domains.',
    wrong: "vmc build --libvirt, with domain('pv0').type('xen')",
    right: "vmc build --libvirt, with domain('fv0').hvm()",
  },
  VMC1075: {
    severity: 'error',
    title: 'missing value in a program',
    help: 'Pass a value to the call. If the value comes from a variable, a property or the environment, check that it exists. JavaScript writes a missing value into a text as "undefined", "null", "NaN" or "[object Object]".',
    wrong: ".disk(file('/img/' + process.env.IMAGE)), if IMAGE is not set",
    right: ".disk(file('/img/' + (process.env.IMAGE ?? 'debian.qcow2')))",
  },
  VMC1076: {
    severity: 'error',
    title: 'size without a unit',
    help: 'Write the unit of the size, as in GiB(4), MiB(512) or "4GiB". libvirt counts a number without a unit as KiB, so 4 is less than any guest can use. In XML, a size without a unit is only a warning.',
    wrong: '.memory(4)',
    right: '.memory(GiB(4))',
  },
  VMC3001: {
    severity: 'error',
    title: 'XML document is not well-formed',
    help: 'Close every tag in the right order, write & and < in text as &amp; and &lt;, and put attribute values in quotes.',
    wrong: ".xml('<acpi>')",
    right: ".xml('<acpi/>')",
  },
  VMC3002: {
    severity: 'error',
    title: 'XML document is unsafe to read',
    help: 'vmc does not read documents that have a document type, are very large or deeply nested, or contain very many errors. A document type could load files or expand without limit. Remove the <!DOCTYPE>, or make the document smaller.',
    wrong: '<!DOCTYPE domain SYSTEM "domain.dtd"><domain type="kvm"/>',
    right: '<domain type="kvm"/>',
  },
  VMC3003: {
    severity: 'error',
    title: 'XML document is not a domain definition',
    help: 'Pass the XML of a domain. The root element of the document must be <domain>.',
    wrong: '<network><name>default</name></network>',
    right: '<domain type="kvm"><name>fv0</name></domain>',
  },
  VMC3004: {
    severity: 'error',
    title: 'XML document is not in its declared encoding',
    help: 'Save the document as UTF-8, or declare its actual encoding in the XML declaration. Without a declaration, vmc reads the document as UTF-8.',
    wrong: '<?xml version="1.0" encoding="utf-8"?> in a file that was saved as Latin 1',
    right: 'the same file, saved as UTF-8',
  },
  VMC4001: {
    severity: 'error',
    title: 'TypeScript type error',
    help: 'Fix the type error that the message describes. To build without type checking, use --no-typecheck.',
    wrong: ".vcpu('two')",
    right: '.vcpu(2)',
  },
  VMC4002: {
    severity: 'error',
    title: 'syntax error in the program',
    help: 'Fix the syntax error at the reported location. The file is not valid TypeScript.',
    wrong: "export default domain('fv0'",
    right: "export default domain('fv0')",
  },
  VMC4003: {
    severity: 'error',
    title: 'program threw an exception',
    help: 'Fix the error that the program threw. vmc reports the innermost line of your own code on the call stack.',
    wrong: "if (!process.env.SITE) throw new Error('SITE is not set')",
    right: "const site = process.env.SITE ?? 'lab'",
  },
  VMC4004: {
    severity: 'error',
    title: 'program exports no domains',
    help: 'Export the domains of the program: a domain, a list, a record or an iterable of domains, a promise of any of these, or a default function that returns any of these. vmc builds only the domains that a program exports.',
    wrong: "const fv0 = domain('fv0').hvm()",
    right: "export const fv0 = domain('fv0').hvm()",
  },
  VMC4005: {
    severity: 'error',
    title: 'program ended the vmc process',
    help: 'Throw an error instead of calling process.exit(), which would end vmc before it has built any domain.',
    wrong: 'if (!ready) process.exit(1)',
    right: "if (!ready) throw new Error('not ready')",
  },
  VMC4006: {
    severity: 'error',
    title: 'program waits for a promise that is never resolved',
    help: 'Make sure that every promise that the program awaits or exports is resolved.',
    wrong: 'export default new Promise(() => {})',
    right: "export default Promise.resolve(domain('fv0').hvm())",
  },
  VMC4007: {
    severity: 'error',
    title: 'file cannot be read',
    help: 'Check the path and the permissions of the file. The path must lead to a regular file, not to a folder, named pipe, socket or device. To read the output of another command, pipe the output to vmc and pass - as the path.',
    wrong: 'vmc build infra.tss',
    right: 'vmc build infra.ts',
  },
  VMC4008: {
    severity: 'error',
    title: 'imported module not found',
    help: 'Check the path of the imported module. The path is relative to the importing file and may omit .ts. If the module is a package, install the package first.',
    wrong: "import { web } from './presset'",
    right: "import { web } from './preset'",
  },
  VMC4009: {
    severity: 'error',
    title: 'file cannot be written',
    help: 'Check that the output folder is writable. vmc has changed no files, except those that the message names.',
    wrong: 'vmc build -o /proc/out',
    right: 'vmc build -o vmc.out',
  },
  VMC4010: {
    severity: 'error',
    title: 'invalid command line or configuration',
    help: 'Correct the option or setting that the message names. vmc --help lists all commands, and vmc COMMAND --help lists the options of a command.',
    wrong: 'vmc biuld',
    right: 'vmc build',
  },
  VMC4011: {
    severity: 'error',
    exitCode: 2,
    title: 'output files are not up to date',
    help: 'Run vmc build and commit the files that it writes. vmc build --check only compares the files with the programs and writes nothing.',
    wrong: 'vmc build --check',
    right: 'vmc build && vmc build --check',
  },
  VMC4012: {
    severity: 'error',
    title: 'existing file in the output folder was not written by vmc',
    help: 'Move the file to another folder, or choose another output folder with --out. vmc overwrites and removes only files that are listed in its manifest.',
    wrong: 'vmc build -o folder-with-my-own-fv0.xml',
    right: 'vmc build -o vmc.out',
  },
  VMC4013: {
    severity: 'error',
    title: 'exported value is not a domain',
    help: 'Remove the exported value, or replace it by a domain. All values in an exported list or record, and all values that an exported function returns, must be domains.',
    wrong: "export default [domain('fv0').hvm(), 'fv1']",
    right: "export default [domain('fv0').hvm(), domain('fv1').hvm()]",
  },
  VMC4014: {
    severity: 'error',
    title: 'waiver without a valid rule name or reason',
    help: 'Pass two arguments to .allow(): the slug of a rule, which vmc explain lists, and the reason for the waiver.',
    wrong: ".disk(file('/data.img').allow('image-shared'))",
    right: ".disk(file('/data.img').allow('image-shared', 'the guests run OCFS2'))",
  },
  VMC4015: {
    severity: 'warning',
    title: 'waiver is not needed',
    help: 'Remove the waiver. The waived rule no longer reports a problem at this location, and the waiver would hide future problems.',
    wrong: ".disk(file('/a.img').shareable().allow('image-shared', 'the guests run OCFS2'))",
    right: ".disk(file('/a.img').shareable())",
  },
  VMC4016: {
    severity: 'error',
    title: 'custom rule threw an exception',
    help: 'Fix the error that your rule threw. vmc reports the innermost line of your own code on the call stack.',
    wrong: "check: domain => domain.disks.map(disk => disk.report('.', 'a disk'))",
    right: "check: domain => domain.each('devices/disk').map(disk => disk.report('.', 'a disk'))",
  },
  VMC4017: {
    severity: 'error',
    title: 'result of a builder call is not used',
    help: 'Assign the result of the call to a variable, return it, or pass it to a function. A call never changes its builder: it returns a new builder.',
    wrong: "if (big) fv0.nic(bridge('br1'))",
    right: "if (big) fv0 = fv0.nic(bridge('br1'))",
  },
  VMC4018: {
    severity: 'error',
    exitCode: 2,
    title: 'two domains are written to the same file',
    help: 'Rename one of the domains. Every output file is named after its domain, so a name can be used only once per output folder. If you moved the domain to another program, build the old and the new program once in the same run.',
    wrong: 'vmc build web.ts; vmc build db.ts, where both have a domain "web0"',
    right: 'vmc build web.ts db.ts, where only db.ts has it now',
  },
  VMC4019: {
    severity: 'error',
    exitCode: 2,
    title: 'output file was edited by hand',
    help: 'Make the same change in the program, or discard the edit with --overwrite. Otherwise the build would overwrite or remove the file and lose the edit. vmc does not treat changed line endings as an edit.',
    wrong: 'vmc.out/web0.xml with <vcpu>4</vcpu>, where vmc wrote <vcpu>2</vcpu>',
    right: "domain('web0').vcpu(4)",
  },
  VMC4020: {
    severity: 'error',
    exitCode: 2,
    title: 'build would remove most output files of a program',
    help: 'To remove the files, add --prune. To keep the files, build into another folder with --out. The program no longer produces at least two of its earlier files, and these are more than half of them. Perhaps the program ran with other parameters or in another environment.',
    wrong: 'STAGE=dev vmc build; STAGE=prod vmc build',
    right: 'STAGE=dev vmc build -o dev.out; STAGE=prod vmc build -o prod.out',
  },
  VMC4021: {
    severity: 'info',
    title: 'output files of a program that no longer exists',
    help: 'The program that made the files no longer exists. Remove the files with --prune. If you renamed the program, build it under its new name: it then takes over the files that it produces.',
    wrong: 'rm web.ts && vmc build db.ts',
    right: 'rm web.ts && vmc build db.ts --prune',
  },
  VMC4022: {
    severity: 'error',
    title: 'libvirt cannot be asked',
    help: 'Install virsh, the QEMU driver of libvirt and QEMU, or leave out --libvirt. On Debian and Ubuntu, the packages are libvirt-clients, libvirt-daemon-driver-qemu and qemu-system-x86. No daemon has to run, and you need not be root. For root, the driver of Debian requires the user libvirt-qemu, which the package libvirt-daemon-system creates.',
    wrong: 'vmc build --libvirt, where virsh is not installed',
    right:
      'apt-get install libvirt-clients libvirt-daemon-driver-qemu qemu-system-x86 && vmc build --libvirt',
  },
  VMC4023: {
    severity: 'error',
    title: 'libvirt did not answer',
    help: 'The libvirt of this machine crashed while it read the domain, or did not answer in time. vmc has asked it about the other domains. Find the part of the domain that causes the crash, and report it to libvirt: a daemon would crash as well.',
    wrong: 'vmc validate --libvirt fv0.xml, where libvirt crashes',
    right: 'vmc validate fv0.xml',
  },
  VMC7001: {
    severity: 'error',
    title: 'domain has a host, but the configuration names no project',
    help: 'Name the project in vmc.config.ts or in package.json. vmc derives UUIDs and MAC addresses from the project and the name of the domain. Without a project, the web0 of two teams would have the same UUID and MAC addresses, and vmc could take one for the other on a host. The project changes the UUIDs of existing programs: set .uuid() where a host already has the domain.',
    wrong: "domain('web0').hvm().host('hv1')",
    right: "export default defineConfig({ project: 'shop' })",
  },
  VMC7002: {
    severity: 'error',
    exitCode: 1,
    title: 'no such host to connect to',
    help: 'Name the hosts in vmc.config.ts, each with the URI with which virsh reaches it. For a single host, pass --uri or set LIBVIRT_DEFAULT_URI instead.',
    wrong: 'vmc list --host hv9',
    right: "export default defineConfig({ hosts: { hv9: { uri: 'qemu+ssh://root@hv9/system' } } })",
  },
  VMC7003: {
    severity: 'error',
    exitCode: 1,
    title: 'host cannot be reached',
    help: 'Check that virsh reaches the host: virsh -c URI list --all. vmc reaches hosts by virsh, with the same URIs, the same keys of ssh and the same configuration of ssh. ssh cannot ask for a password or a passphrase: use ssh-agent. Other hosts are read as usual.',
    wrong: "hosts: { hv1: { uri: 'qemu+ssh://root@hv11/system' } }",
    right: "hosts: { hv1: { uri: 'qemu+ssh://root@hv1/system' } }",
  },
  VMC7004: {
    severity: 'error',
    exitCode: 1,
    title: 'command virsh is not installed',
    help: 'Install the client of libvirt, with which vmc reaches hosts. Debian, Ubuntu: apt install libvirt-clients. Fedora, RHEL: dnf install libvirt-client. openSUSE: zypper install libvirt-client. Arch: pacman -S libvirt. macOS: brew install libvirt. The hosts themselves need only libvirt. vmc build does not need virsh.',
    wrong: 'vmc list, without virsh',
    right: 'apt install libvirt-clients && vmc list',
  },
  VMC7005: {
    severity: 'warning',
    title: 'domain cannot be in an inventory of Ansible',
    help: 'Rename the domain with virsh domrename. Ansible evaluates templates in names, so vmc lists only domains whose names consist of letters, digits, spaces and the characters _ @ + : . and -.',
    wrong: 'virsh domrename web0 "{{ web0 }}"; vmc list --format ansible',
    right: 'virsh domrename "{{ web0 }}" web0; vmc list --format ansible',
  },
  VMC7006: {
    severity: 'error',
    exitCode: 1,
    title: 'no domain of this name',
    help: 'Name a domain by its name or its UUID, as vmc list shows them.',
    wrong: 'vmc import --from hv1 wbe0',
    right: 'vmc import --from hv1 web0',
  },
  VMC7007: {
    severity: 'error',
    exitCode: 1,
    title: 'domain names no host',
    help: 'Set the host of the domain with .host(), because the configuration has several hosts. If it has only one, every domain without .host() belongs to that host.',
    wrong: "domain('web0').hvm()",
    right: "domain('web0').hvm().host('hv1')",
  },
  VMC7008: {
    severity: 'error',
    exitCode: 1,
    title: 'domain cannot be adopted',
    help: 'Only a persistent domain that its host has, with the UUID that the program gives it, can be adopted. If the host has it with another UUID, set that UUID with .uuid(). If its definition changed meanwhile, run the command again.',
    wrong: 'vmc adopt web0, while the host has no web0',
    right: 'vmc import --from hv1 web0 > web0.ts && vmc adopt web0 -p web0.ts',
  },
  VMC7009: {
    severity: 'error',
    exitCode: 1,
    title: 'host is locked by another run of vmc',
    help: 'Wait until the other run is done. vmc takes over the lock of a process of the same machine and user that has ended. A restart of libvirt removes the lock too. If nobody is at work, take the lock over with --break-lock.',
    wrong: 'vmc adopt web0, while a colleague adopts db0 on the same host',
    right: 'vmc adopt web0, after the colleague is done',
  },
} as const satisfies Record<string, CodeFacts>

/** A diagnostic code that is listed in the table `codes`. */
export type Code = keyof typeof codes

/** The diagnostic code of a built-in rule. */
type RuleCode = `VMC2${number}`

/** The stable identifier of a diagnostic: a diagnostic code of vmc, or the slug of a custom rule. */
export type DiagnosticCode = Code | RuleCode | (string & {})
