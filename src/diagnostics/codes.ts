import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'

/** How bad it is: an error stops the build, a warning does so only under `--strict`. */
export type Severity = 'error' | 'warning' | 'info'

/** What there is to say about one kind of diagnostic, whatever the case at hand. */
export interface CodeFacts {
  readonly severity: Severity
  /** What is wrong, in a few words. */
  readonly title: string
  /** Why it matters and what to do. */
  readonly help: string
  readonly wrong: string
  readonly right: string
  /** The name of a rule, in words that stand in a URL. */
  readonly slug?: string
  /** The exit code of the command, if it is not that of the family: 1 for VMC4, 2 for all others. */
  readonly exitCode?: 2
}

/**
 * Every code but those of rules, in one table. The first digit is the family: 1 the shape of the format, 2 rules beyond
 * it, each of which says its own facts (rules), 3 the text of XML, 4 the program, its types, its usage and its
 * files. A code never changes its meaning.
 */
export const codes = {
  VMC1001: {
    severity: 'error',
    title: 'unknown element or attribute',
    help: 'libvirt drops what it does not know without a word. Use the spelling that is suggested; what is newer than vmc goes in through .xml().',
    wrong: ".disk({ type: 'file', source: { fiel: '/fv0.img' } })",
    right: ".disk({ type: 'file', source: { file: '/fv0.img' } })",
  },
  VMC1002: {
    severity: 'error',
    title: 'value that the format does not have',
    help: 'The attribute or element takes other values, which the message lists.',
    wrong: ".nic(bridge('br0').mac('52:54:00:12:34'))",
    right: ".nic(bridge('br0').mac('52:54:00:12:34:56'))",
  },
  VMC1003: {
    severity: 'error',
    title: 'required part left out',
    help: 'The format needs this element or attribute here.',
    wrong: '.input({ bus: "usb" })',
    right: '.input({ type: "tablet", bus: "usb" })',
  },
  VMC1004: {
    severity: 'error',
    title: 'part of another variant',
    help: 'The format chooses by an attribute, such as the type of a disk, which parts may stand. This part belongs to another choice.',
    wrong: ".disk({ type: 'block', source: { file: '/fv0.img' } })",
    right: ".disk({ type: 'block', source: { dev: '/dev/vg0/fv0' } })",
  },
  VMC1005: {
    severity: 'error',
    title: 'value of the wrong kind',
    help: 'A number, text, true or false, or an element stands where another kind of value belongs.',
    wrong: '.vcpu({ count: 2 })',
    right: '.vcpu(2)',
  },
  VMC1006: {
    severity: 'error',
    title: 'character that XML cannot hold',
    help: 'XML has no way to write control characters other than tab and line ends, nor halves of surrogate pairs.',
    wrong: ".cmdline('quiet\\u0000')",
    right: ".cmdline('quiet')",
  },
  VMC1007: {
    severity: 'error',
    title: 'element that may stand only once',
    help: 'libvirt reads the first or the last of them and drops the others.',
    wrong: '<os><loader>/a</loader><loader>/b</loader></os>',
    right: '<os><loader>/a</loader></os>',
  },
  VMC1008: {
    severity: 'warning',
    title: 'outdated spelling',
    help: 'It is understood, and written as it is spelled today.',
    wrong: '<clock sync="localtime"/>',
    right: '<clock offset="localtime"/>',
  },
  VMC1009: {
    severity: 'error',
    title: 'text where none belongs',
    help: 'The element holds other elements only, or nothing at all; libvirt ignores the text.',
    wrong: '<features>acpi</features>',
    right: '<features><acpi/></features>',
  },
  VMC1010: {
    severity: 'error',
    title: 'parts that exclude each other',
    help: 'The format takes one of them, or one group of them.',
    wrong:
      "{ secret: { type: 'ceph', uuid: '2a5b08e4-3dca-4ff9-9a1d-40389758d081', usage: 'pool' } }",
    right: "{ secret: { type: 'ceph', usage: 'pool' } }",
  },
  VMC1011: {
    severity: 'error',
    title: 'element out of order',
    help: 'Most elements may stand in any order; the children of this one may not. vmc itself always writes the right order.',
    wrong: '<capabilities policy="default"><setpcap state="on"/></capabilities> before <acpi/>',
    right: 'the order that vmc explain shows',
  },
  VMC1012: {
    severity: 'error',
    title: "libvirt's own schema disagrees",
    help: 'With --rng, the RELAX NG that libvirt installs is asked too. Its line is often only near the mistake. If vmc found nothing there, vmc knows something that the schema does not, or the other way round: please report it.',
    wrong: 'vmc validate --rng fv0.xml, with an element newer than the libvirt that is installed',
    right: 'vmc validate --rng DIR fv0.xml, with the schemas of a newer libvirt in DIR',
  },
  VMC1013: {
    severity: 'error',
    title: 'newer than the target',
    help: 'The libvirt that --target names does not know it yet, and would drop or refuse it.',
    wrong: "vmc build --target libvirt=9.0.0, with .watchdog({ model: 'itco' }) of libvirt 9.1.0",
    right: `vmc build --target libvirt=${LIBVIRT_RELEASE}`,
  },
  VMC1015: {
    severity: 'info',
    title: 'part that libvirt sets by itself',
    help: 'vmc import --clean leaves it out, for libvirt sets it again: addresses, aliases, controllers, and what a running domain has.',
    wrong: '<domain type="kvm" id="7">',
    right: '<domain type="kvm">',
  },
  VMC1016: {
    severity: 'warning',
    title: 'target newer than vmc',
    help: `This version of vmc knows the format of libvirt up to ${LIBVIRT_RELEASE}, and checks a newer target as that release. Use .xml() for what is newer, or a newer version of vmc.`,
    wrong: 'vmc build --target libvirt=99.0.0',
    right: `vmc build --target libvirt=${LIBVIRT_RELEASE}`,
  },
  VMC3001: {
    severity: 'error',
    title: 'XML that is not well-formed',
    help: 'Every tag is closed, in order; & and < in text are written &amp; and &lt;; values of attributes stand in quotes.',
    wrong: ".xml('<acpi>')",
    right: ".xml('<acpi/>')",
  },
  VMC3002: {
    severity: 'error',
    title: 'XML that is not safe to read',
    help: 'A document type can make a reader load files or grow without bound. A domain needs none: remove it.',
    wrong: '<!DOCTYPE domain SYSTEM "domain.dtd"><domain type="kvm"/>',
    right: '<domain type="kvm"/>',
  },
  VMC3003: {
    severity: 'error',
    title: 'document that is not a domain',
    help: 'vmc reads domain definitions, whose outermost element is <domain>.',
    wrong: '<network><name>default</name></network>',
    right: '<domain type="kvm"><name>fv0</name></domain>',
  },
  VMC3004: {
    severity: 'error',
    title: 'text of another encoding',
    help: 'The bytes are not of the encoding that the document declares, or UTF-8 where it declares none.',
    wrong: '<?xml version="1.0" encoding="utf-8"?> in a file that was saved as Latin 1',
    right: 'the same file, saved as UTF-8',
  },
  VMC4001: {
    severity: 'error',
    title: 'type error',
    help: 'TypeScript found it; its own code stands in the message. --no-typecheck builds without its check.',
    wrong: ".vcpu('two')",
    right: '.vcpu(2)',
  },
  VMC4002: {
    severity: 'error',
    title: 'syntax error',
    help: 'The file is not TypeScript that can be run.',
    wrong: "export default domain('fv0'",
    right: "export default domain('fv0')",
  },
  VMC4003: {
    severity: 'error',
    title: 'program that fails',
    help: 'The program threw an exception while it ran. The place is the innermost of your own lines.',
    wrong: "if (!process.env.SITE) throw new Error('SITE is not set')",
    right: "const site = process.env.SITE ?? 'lab'",
  },
  VMC4004: {
    severity: 'error',
    title: 'program without domains',
    help: 'vmc builds what a program exports: a domain, a list or record of domains, an iterable, a promise of these, or a default function that returns them.',
    wrong: "const fv0 = domain('fv0').hvm()",
    right: "export const fv0 = domain('fv0').hvm()",
  },
  VMC4005: {
    severity: 'error',
    title: 'program that exits',
    help: 'A program describes domains and comes to its end; process.exit() would end vmc with it. Throw an error instead.',
    wrong: 'if (!ready) process.exit(1)',
    right: "if (!ready) throw new Error('not ready')",
  },
  VMC4006: {
    severity: 'error',
    title: 'program that never settles',
    help: 'A promise that the program awaits or exports is never resolved.',
    wrong: 'export default new Promise(() => {})',
    right: "export default Promise.resolve(domain('fv0').hvm())",
  },
  VMC4007: {
    severity: 'error',
    title: 'file that cannot be read',
    help: 'The file is missing, not readable, or not a file: a folder, named pipe, socket or device. A document from another command goes through a pipe, with - for its path.',
    wrong: 'vmc build infra.tss',
    right: 'vmc build infra.ts',
  },
  VMC4008: {
    severity: 'error',
    title: 'import that is not found',
    help: 'Paths are relative to the importing file and may leave out .ts; packages must be installed.',
    wrong: "import { web } from './presset'",
    right: "import { web } from './preset'",
  },
  VMC4009: {
    severity: 'error',
    title: 'file that cannot be written',
    help: 'No output file was changed, or the message names those that were.',
    wrong: 'vmc build -o /proc/out',
    right: 'vmc build -o vmc.out',
  },
  VMC4010: {
    severity: 'error',
    title: 'wrong usage',
    help: 'vmc --help lists the commands, vmc COMMAND --help their options.',
    wrong: 'vmc biuld',
    right: 'vmc build',
  },
  VMC4011: {
    severity: 'error',
    exitCode: 2,
    title: 'output that is not up to date',
    help: 'vmc build --check compares and writes nothing. Run vmc build, and commit what it wrote.',
    wrong: 'vmc build --check',
    right: 'vmc build && vmc build --check',
  },
  VMC4012: {
    severity: 'error',
    title: 'file that vmc did not write',
    help: 'vmc overwrites and removes only what its manifest says it wrote. Move the file away, or choose another folder with --out.',
    wrong: 'vmc build -o folder-with-my-own-fv0.xml',
    right: 'vmc build -o vmc.out',
  },
  VMC4013: {
    severity: 'error',
    title: 'export that is not a domain',
    help: 'A list, record or function that gives domains gives something else as well.',
    wrong: "export default [domain('fv0').hvm(), 'fv1']",
    right: "export default [domain('fv0').hvm(), domain('fv1').hvm()]",
  },
  VMC4014: {
    severity: 'error',
    title: 'waiver that does not hold',
    help: 'A waiver names a rule by its slug, as vmc explain shows it, and gives the reason.',
    wrong: ".disk(file('/data.img').allow('image-shared'))",
    right: ".disk(file('/data.img').allow('image-shared', 'the guests run OCFS2'))",
  },
  VMC4015: {
    severity: 'warning',
    title: 'waiver that nothing needs',
    help: 'The rule finds nothing there any more. A waiver that stays would hide what it finds tomorrow.',
    wrong: ".disk(file('/a.img').shareable().allow('image-shared', 'the guests run OCFS2'))",
    right: ".disk(file('/a.img').shareable())",
  },
  VMC4016: {
    severity: 'error',
    title: 'rule that fails',
    help: 'A rule of your own threw an exception. The place is the innermost of your own lines.',
    wrong: "check: domain => domain.disks.filter(disk => disk.bus === 'ide')",
    right: "check: domain => devices(domain, 'disk').filter(disk => busOf(disk) === 'ide')",
  },
  VMC4017: {
    severity: 'error',
    title: 'the result of a builder call is not used',
    help: 'A builder never changes: every call returns a new one. Keep what it returns in a variable, return it, or pass it on.',
    wrong: "if (big) fv0.nic(bridge('br1'))",
    right: "if (big) fv0 = fv0.nic(bridge('br1'))",
  },
  VMC4018: {
    severity: 'error',
    exitCode: 2,
    title: 'two domains make the same file',
    help: 'The name of a domain is the name of its file, so it belongs to one domain and to one program. Rename one of the two. If a domain moved to another program, build both programs together once.',
    wrong: 'vmc build web.ts; vmc build db.ts, where both have a domain "web0"',
    right: 'vmc build web.ts db.ts, where only db.ts has it now',
  },
  VMC4019: {
    severity: 'error',
    exitCode: 2,
    title: 'output file that was edited by hand',
    help: 'The build would overwrite or remove the file, and the edit with it. Make the change in the program, or discard it with --overwrite. A change of line ends alone is not an edit.',
    wrong: 'vmc.out/web0.xml with <vcpu>4</vcpu>, where vmc wrote <vcpu>2</vcpu>',
    right: "domain('web0').vcpu(4)",
  },
  VMC4020: {
    severity: 'error',
    exitCode: 2,
    title: 'build would remove most files of a program',
    help: 'A program that no longer makes more than half of its files, and at least two, may have been run with another parameter or environment. If the files are to go, add --prune; if not, build into another folder with --out.',
    wrong: 'STAGE=dev vmc build; STAGE=prod vmc build',
    right: 'STAGE=dev vmc build -o dev.out; STAGE=prod vmc build -o prod.out',
  },
  VMC4021: {
    severity: 'info',
    title: 'files whose program no longer exists',
    help: 'A program that was removed leaves its files behind, and no build of another program touches them. Remove them with --prune. A program that was renamed takes over the files that it makes.',
    wrong: 'rm web.ts && vmc build db.ts',
    right: 'rm web.ts && vmc build db.ts --prune',
  },
} as const satisfies Record<string, CodeFacts>

/** The code of something that this table knows. */
export type Code = keyof typeof codes

/** The code of a rule. */
type RuleCode = `VMC2${number}`

/** The stable name of a kind of diagnostic: a code of vmc's own, or what a user's rule goes by. */
export type DiagnosticCode = Code | RuleCode | (string & {})
