import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'

/** How serious a diagnostic is. An error stops the build. A warning stops the build only under `--strict`. */
export type Severity = 'error' | 'warning' | 'info'

/** What `vmc explain` shows for a diagnostic code. */
export interface CodeFacts {
  readonly severity: Severity
  /** The problem in a few words, understandable without context. */
  readonly title: string
  /** Why the problem matters and how to fix it. */
  readonly help: string
  /** An example that causes the diagnostic. */
  readonly wrong: string
  /** The example, corrected. */
  readonly right: string
  /** The name of the rule in kebab case, as in `name-unique`. Only rules have a slug. */
  readonly slug?: string
  /** The exit code of the command, if it differs from the default: 1 for VMC4xxx, 2 for all other codes. */
  readonly exitCode?: 2
}

/**
 * All diagnostic codes except those of rules. The first digit is the family: 1 for the schema, 2 for rules (each rule
 * declares its own code in src/rules), 3 for reading XML, 4 for programs, the command line and files. A code never
 * changes its meaning.
 */
export const codes = {
  VMC1001: {
    severity: 'error',
    title: 'unknown element or attribute',
    help: 'libvirt silently ignores elements and attributes that it does not know. Use the suggested spelling. To write an attribute that is newer than vmc, use .attributes(), and for an element .xml().',
    wrong: ".disk({ type: 'file', source: { fiel: '/fv0.img' } })",
    right: ".disk({ type: 'file', source: { file: '/fv0.img' } })",
  },
  VMC1002: {
    severity: 'error',
    title: 'invalid value of an attribute or element',
    help: 'Write one of the values that the message lists. To write a value that is newer than vmc, use unchecked().',
    wrong: ".nic(bridge('br0').mac('52:54:00:12:34'))",
    right: ".nic(bridge('br0').mac('52:54:00:12:34:56'))",
  },
  VMC1003: {
    severity: 'error',
    title: 'missing required element or attribute',
    help: 'Add the element or attribute that the message names. libvirt requires it here.',
    wrong: '.input({ bus: "usb" })',
    right: '.input({ type: "tablet", bus: "usb" })',
  },
  VMC1004: {
    severity: 'error',
    title: 'element or attribute belongs to a different variant',
    help: 'Some elements have variants, which an attribute selects: a disk with type="block" has <source dev>, and one with type="file" has <source file>. Remove the part that the message names, or select the variant that has it.',
    wrong: ".disk({ type: 'block', source: { file: '/fv0.img' } })",
    right: ".disk({ type: 'block', source: { dev: '/dev/vg0/fv0' } })",
  },
  VMC1005: {
    severity: 'error',
    title: 'value has the wrong type',
    help: 'Pass a value of the type that the message names: a number, a string, a boolean or an object.',
    wrong: '.vcpu({ count: 2 })',
    right: '.vcpu(2)',
  },
  VMC1006: {
    severity: 'error',
    title: 'character not allowed in XML',
    help: 'Remove the character. XML cannot contain control characters other than tab and line breaks, nor unpaired surrogates.',
    wrong: ".cmdline('quiet\\u0000')",
    right: ".cmdline('quiet')",
  },
  VMC1007: {
    severity: 'error',
    title: 'element or attribute appears more than once',
    help: 'Keep one and remove the others. libvirt reads only the first or the last.',
    wrong: '<os><loader>/a</loader><loader>/b</loader></os>',
    right: '<os><loader>/a</loader></os>',
  },
  VMC1008: {
    severity: 'warning',
    title: 'outdated name of an element or attribute',
    help: 'vmc reads the outdated name and writes the current one. Use the current name that the message suggests.',
    wrong: '<clock sync="localtime"/>',
    right: '<clock offset="localtime"/>',
  },
  VMC1009: {
    severity: 'error',
    title: 'unexpected text in an element',
    help: 'Remove the text, or write it as an element or attribute. libvirt ignores text in an element that contains other elements or nothing.',
    wrong: '<features>acpi</features>',
    right: '<features><acpi/></features>',
  },
  VMC1010: {
    severity: 'error',
    title: 'elements or attributes that exclude each other',
    help: 'Keep only one of the alternatives that the message names. libvirt accepts one of them, not several.',
    wrong:
      "{ secret: { type: 'ceph', uuid: '2a5b08e4-3dca-4ff9-9a1d-40389758d081', usage: 'pool' } }",
    right: "{ secret: { type: 'ceph', usage: 'pool' } }",
  },
  VMC1011: {
    severity: 'error',
    title: 'element in the wrong order',
    help: 'Move the element to its position in the order that vmc explain shows. Most elements may appear in any order, but not the children of this one. vmc always writes the right order.',
    wrong: '<source><product id="0xbeef"/><vendor id="0x1234"/></source>',
    right: '<source><vendor id="0x1234"/><product id="0xbeef"/></source>',
  },
  VMC1012: {
    severity: 'error',
    title: 'document does not match the RELAX NG schema of libvirt',
    help: 'With --rng, vmc also validates against the schema that libvirt installs. The line in the message is often only near the mistake. If the schema is older than your libvirt, pass a newer one with --rng=DIR. If vmc itself reports nothing there, please report the difference.',
    wrong: 'vmc validate --rng fv0.xml, with an element newer than the installed libvirt',
    right: 'vmc validate --rng DIR fv0.xml, with the schemas of a newer libvirt in DIR',
  },
  VMC1013: {
    severity: 'error',
    title: 'feature newer than the target libvirt',
    help: 'The libvirt version in --target does not support this yet, and would ignore or reject it. Remove the part, or raise the target.',
    wrong: "vmc build --target libvirt=9.0.0, with .watchdog({ model: 'itco' }) of libvirt 9.1.0",
    right: `vmc build --target libvirt=${LIBVIRT_RELEASE}`,
  },
  VMC1015: {
    severity: 'info',
    title: 'element or attribute left out because libvirt sets it',
    help: 'vmc import --clean leaves out what libvirt sets again: addresses, aliases, controllers, and the state of a running domain. No action is needed. To keep these parts, import without --clean.',
    wrong: '<domain type="kvm" id="7">',
    right: '<domain type="kvm">',
  },
  VMC1016: {
    severity: 'warning',
    title: 'target newer than vmc',
    help: `This version of vmc knows the format of libvirt up to ${LIBVIRT_RELEASE}, and checks a newer target as that release. Use .xml(), .attributes() and unchecked() for what is newer, or a newer version of vmc.`,
    wrong: 'vmc build --target libvirt=99.0.0',
    right: `vmc build --target libvirt=${LIBVIRT_RELEASE}`,
  },
  VMC3001: {
    severity: 'error',
    title: 'XML is not well-formed',
    help: 'Close every tag in the right order, write & and < in text as &amp; and &lt;, and put attribute values in quotes.',
    wrong: ".xml('<acpi>')",
    right: ".xml('<acpi/>')",
  },
  VMC3002: {
    severity: 'error',
    title: 'XML is unsafe to read',
    help: 'vmc does not read document types (they can load files or expand without bound), very deep or very large documents, or documents with very many errors. Remove the <!DOCTYPE>, or reduce the document.',
    wrong: '<!DOCTYPE domain SYSTEM "domain.dtd"><domain type="kvm"/>',
    right: '<domain type="kvm"/>',
  },
  VMC3003: {
    severity: 'error',
    title: 'document is not a domain',
    help: 'Pass a domain definition. The root element of the document must be <domain>.',
    wrong: '<network><name>default</name></network>',
    right: '<domain type="kvm"><name>fv0</name></domain>',
  },
  VMC3004: {
    severity: 'error',
    title: 'document is not in its declared encoding',
    help: 'Save the document as UTF-8, or declare the encoding that it is in. Without a declaration, vmc reads UTF-8.',
    wrong: '<?xml version="1.0" encoding="utf-8"?> in a file that was saved as Latin 1',
    right: 'the same file, saved as UTF-8',
  },
  VMC4001: {
    severity: 'error',
    title: 'TypeScript type error',
    help: 'Fix the type error; the message contains the TypeScript error code. To build without type checking, use --no-typecheck.',
    wrong: ".vcpu('two')",
    right: '.vcpu(2)',
  },
  VMC4002: {
    severity: 'error',
    title: 'syntax error in the program',
    help: 'Fix the syntax at the reported location. The file is not valid TypeScript.',
    wrong: "export default domain('fv0'",
    right: "export default domain('fv0')",
  },
  VMC4003: {
    severity: 'error',
    title: 'program threw an exception',
    help: 'Fix the error that the program threw. The location is the innermost line of your own code on the call stack.',
    wrong: "if (!process.env.SITE) throw new Error('SITE is not set')",
    right: "const site = process.env.SITE ?? 'lab'",
  },
  VMC4004: {
    severity: 'error',
    title: 'program exports no domains',
    help: 'Export a domain, a list or record of domains, an iterable, a promise of these, or a default function that returns them. vmc builds only what a program exports.',
    wrong: "const fv0 = domain('fv0').hvm()",
    right: "export const fv0 = domain('fv0').hvm()",
  },
  VMC4005: {
    severity: 'error',
    title: 'program ended the process',
    help: 'Throw an error instead of calling process.exit(), which would end vmc before it has built anything.',
    wrong: 'if (!ready) process.exit(1)',
    right: "if (!ready) throw new Error('not ready')",
  },
  VMC4006: {
    severity: 'error',
    title: 'program waits for a promise that never resolves',
    help: 'Resolve every promise that the program awaits or exports.',
    wrong: 'export default new Promise(() => {})',
    right: "export default Promise.resolve(domain('fv0').hvm())",
  },
  VMC4007: {
    severity: 'error',
    title: 'file cannot be read',
    help: 'Check the path and its permissions. It must be a file, not a folder, named pipe, socket or device. To read the output of another command, pipe it in and write - as the path.',
    wrong: 'vmc build infra.tss',
    right: 'vmc build infra.ts',
  },
  VMC4008: {
    severity: 'error',
    title: 'imported module not found',
    help: 'Check the path, which is relative to the importing file and may omit .ts. For a package, install it first.',
    wrong: "import { web } from './presset'",
    right: "import { web } from './preset'",
  },
  VMC4009: {
    severity: 'error',
    title: 'file cannot be written',
    help: 'Check that the output folder is writable. vmc changed no file, or the message names the changed files.',
    wrong: 'vmc build -o /proc/out',
    right: 'vmc build -o vmc.out',
  },
  VMC4010: {
    severity: 'error',
    title: 'invalid command line or configuration',
    help: 'Correct the option or setting that the message names. vmc --help lists the commands, and vmc COMMAND --help lists their options.',
    wrong: 'vmc biuld',
    right: 'vmc build',
  },
  VMC4011: {
    severity: 'error',
    exitCode: 2,
    title: 'output is not up to date',
    help: 'Run vmc build and commit the files that it writes. vmc build --check only compares and writes nothing.',
    wrong: 'vmc build --check',
    right: 'vmc build && vmc build --check',
  },
  VMC4012: {
    severity: 'error',
    title: 'file was not written by vmc',
    help: 'Move the file away, or choose another folder with --out. vmc overwrites and removes only files that are listed in its manifest.',
    wrong: 'vmc build -o folder-with-my-own-fv0.xml',
    right: 'vmc build -o vmc.out',
  },
  VMC4013: {
    severity: 'error',
    title: 'exported value is not a domain',
    help: 'Remove the value, or replace it by a domain. Everything in an exported list or record, or returned by an exported function, must be a domain.',
    wrong: "export default [domain('fv0').hvm(), 'fv1']",
    right: "export default [domain('fv0').hvm(), domain('fv1').hvm()]",
  },
  VMC4014: {
    severity: 'error',
    title: 'waiver without a valid slug or reason',
    help: 'Write .allow() with the slug of a rule, which vmc explain lists, and the reason for the waiver.',
    wrong: ".disk(file('/data.img').allow('image-shared'))",
    right: ".disk(file('/data.img').allow('image-shared', 'the guests run OCFS2'))",
  },
  VMC4015: {
    severity: 'warning',
    title: 'waiver is not needed',
    help: 'Remove the waiver. The rule no longer reports anything here, and the waiver would hide future findings.',
    wrong: ".disk(file('/a.img').shareable().allow('image-shared', 'the guests run OCFS2'))",
    right: ".disk(file('/a.img').shareable())",
  },
  VMC4016: {
    severity: 'error',
    title: 'custom rule threw an exception',
    help: 'Fix the error that your rule threw. The location is the innermost line of your own code on the call stack.',
    wrong: "check: domain => domain.disks.map(disk => disk.report('.', 'a disk'))",
    right: "check: domain => domain.each('devices/disk').map(disk => disk.report('.', 'a disk'))",
  },
  VMC4017: {
    severity: 'error',
    title: 'result of a builder call is not used',
    help: 'Assign the result to a variable, return it, or pass it on. A builder never changes: every call returns a new builder.',
    wrong: "if (big) fv0.nic(bridge('br1'))",
    right: "if (big) fv0 = fv0.nic(bridge('br1'))",
  },
  VMC4018: {
    severity: 'error',
    exitCode: 2,
    title: 'two domains are written to the same file',
    help: 'Rename one of the domains. Every output file is named after its domain, so a name can be used only once per output folder. If a domain has moved to another program, build both programs together once.',
    wrong: 'vmc build web.ts; vmc build db.ts, where both have a domain "web0"',
    right: 'vmc build web.ts db.ts, where only db.ts has it now',
  },
  VMC4019: {
    severity: 'error',
    exitCode: 2,
    title: 'output file was edited by hand',
    help: 'Make the change in the program, or discard the edit with --overwrite. The build would overwrite or remove the file and lose the edit. Changed line endings do not count as an edit.',
    wrong: 'vmc.out/web0.xml with <vcpu>4</vcpu>, where vmc wrote <vcpu>2</vcpu>',
    right: "domain('web0').vcpu(4)",
  },
  VMC4020: {
    severity: 'error',
    exitCode: 2,
    title: 'build would remove most files of a program',
    help: 'If the files are to be removed, add --prune. If not, build into another folder with --out. The program no longer makes more than half of its files (at least two), perhaps because it ran with other parameters or another environment.',
    wrong: 'STAGE=dev vmc build; STAGE=prod vmc build',
    right: 'STAGE=dev vmc build -o dev.out; STAGE=prod vmc build -o prod.out',
  },
  VMC4021: {
    severity: 'info',
    title: 'output files of a program that no longer exists',
    help: 'Remove the files with --prune. Builds of other programs do not touch them. A renamed program takes over the files that it makes.',
    wrong: 'rm web.ts && vmc build db.ts',
    right: 'rm web.ts && vmc build db.ts --prune',
  },
} as const satisfies Record<string, CodeFacts>

/** A code in this table. */
export type Code = keyof typeof codes

/** The code of a rule. */
type RuleCode = `VMC2${number}`

/** The stable code of a diagnostic: a code of vmc, or the slug of a custom rule. */
export type DiagnosticCode = Code | RuleCode | (string & {})
