import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkSchema } from '../../src/check/check-schema.ts'
import { bridge, domain, file, pty, sdl, tcp, usb, vnc } from '../../src/index.ts'
import {
  assertBeginnings,
  devices,
  diagnosticLines,
  problemsOf,
  readDomain,
  xmlOf,
} from '../support/builders.ts'

const test = suite('validate: checkSchema')

// biome-ignore lint/suspicious/noExplicitAny: these tests pass values that the types do not allow
const fv0 = (): any => domain('fv0')

test('an unknown key is reported with a suggestion', () => {
  assert.equal(problemsOf(fv0().disk({ type: 'file', source: { fiel: '/a' } })), [
    'VMC1001 domain/devices/disk[1]/source/fiel: <source> has no element or attribute "fiel" (did you mean "file"?)',
  ])
  assert.equal(problemsOf(fv0().os({ type: 'hvm', cmdLine: 'quiet' })), [
    'VMC1001 domain/os/cmdLine: <os> has no element or attribute "cmdLine" (did you mean "cmdline"?)',
  ])
})

test('an optional value that is empty can be left out', () => {
  const helpOf = (xml: string) => {
    const { node } = readDomain(`<domain type="kvm">${xml}</domain>`)
    return checkSchema(node!).map(({ message, help }) => `${message} (${help})`)
  }
  assert.equal(helpOf('<name>fv0</name><title/><os><type>hvm</type><kernel/></os>'), [
    '<title> of <domain> is empty (leave it out, or write one line of text)',
    '<kernel> of <os> is empty (leave it out, or write an absolute path such as "/var/lib/libvirt/images/fv0.qcow2")',
  ])
  assert.equal(helpOf('<name/>'), ['<name> of <domain> is empty (expected one line of text)'])
})

test('a number with too many digits is refused with the digits that it may have', () => {
  const { node } = readDomain(
    devices('<rng model="virtio"><address type="pci" function="0x00"/></rng>'),
  )
  assert.match(
    checkSchema(node!)[0]!.help!,
    'expected a number from 0 to 7, in hexadecimal from 0x0 to 0x7',
  )
})

test('a placeholder of a template that was not filled in is named', () => {
  const helpsOf = (xml: string) => {
    const { node, diagnostics } = readDomain(`<domain type="kvm"><name>fv0</name>${xml}</domain>`)
    return [...diagnostics, ...checkSchema(node!)].map(({ help }) => help)
  }
  for (const one of [
    '{{ ram }}',
    '{{.Memory}}',
    `$\{MEM}`,
    '%(memory)s',
    '%s',
    '@MEM@',
    '&lt;%= @mem %>',
  ])
    assert.equal(helpsOf(`<memory>${one}</memory>`), [
      'this is a placeholder of a template: fill in the template, and pass the result to vmc',
    ])
  assert.equal(helpsOf('<os>{% if uefi %}<type>hvm</type>{% endif %}</os>'), [
    'this is a placeholder of a template: fill in the template, and pass the result to vmc',
  ])
  assert.equal(helpsOf('<memory>much</memory>'), [
    'expected a size such as GiB(2), in XML a number with a unit',
  ])
})

test('an unknown key without a similar one is reported with all known keys', () => {
  assertBeginnings(problemsOf(fv0().features({ hyperthreading: true })), [
    'VMC1001 domain/features/hyperthreading: <features> has no element or attribute "hyperthreading" (<features> takes ',
  ])
})

test('a name that only resembles a known one may be newer than vmc', () => {
  const helpOf = (key: string) => problemsOf(fv0().features({ [key]: true } as never))[0]!
  assert.match(helpOf('apci'), '(did you mean "acpi"?)')
  assert.match(
    helpOf('pmuxy'),
    '(did you mean "pmu"? If not: vmc knows libvirt up to 12.9, and this may be newer)',
  )
})

test('a key of the parent or a child element is reported with that element', () => {
  assert.equal(problemsOf(fv0().disk({ type: 'file', source: { file: '/a', target: 'vda' } })), [
    'VMC1001 domain/devices/disk[1]/source/target: <source> has no element or attribute "target" ("target" belongs one level up, to <disk>)',
  ])
  assert.equal(problemsOf(fv0().nic({ type: 'bridge', bridge: 'br0' })), [
    'VMC1001 domain/devices/interface[1]/bridge: <interface> has no element or attribute "bridge" ("bridge" belongs to <source>)',
  ])
})

test('attributes that libvirt sets are not suggested', () => {
  assert.not.match(problemsOf(fv0().os({ type: 'hvm' }).devices({ idd: 1 }))[0]!, '"id"')
})

test('a value outside of a closed list is reported with a suggestion and the list', () => {
  assertBeginnings(
    problemsOf(
      fv0().disk(
        file('/a')
          .target('vda')
          .bus('virtoi' as never),
      ),
    ),
    [
      'VMC1002 domain/devices/disk[1]/target/@bus: "virtoi" is not a bus of <target> (did you mean "virtio"? One of ide, fdc, scsi, virtio, xen, ',
    ],
  )
  assertBeginnings(problemsOf(fv0().on_crash('explode')), [
    'VMC1002 domain/on_crash: "explode" is not an <on_crash> of <domain> (expected one of destroy, restart, preserve, rename-restart',
  ])
})

test('an invalid value is reported with the expectation', () => {
  assert.equal(problemsOf(fv0().nic(bridge('br0').mac('52:54:00:12:34'))), [
    'VMC1002 domain/devices/interface[1]/mac/@address: "52:54:00:12:34" is not an address of <mac> (expected a unicast MAC address such as "52:54:00:12:34:56")',
  ])
  assert.equal(problemsOf(fv0().nic(bridge('br0').mac('53:54:00:12:34:56'))).length, 1)
  assert.equal(problemsOf(fv0().uuid('4dea22b3-1d52d8f3-2516-782e98ab3fa0')).length, 1)
  assert.equal(problemsOf(fv0().disk(file('images/fv0.qcow2'))).length, 1)
  assert.equal(problemsOf(fv0().graphics(vnc(65536))).length, 1)
  assert.equal(problemsOf(fv0().hostdev(usb('0x10000', '0'))).length, 1)
  assert.equal(problemsOf(fv0().hostdev(usb(-1, 1.5))).length, 2)
  assert.match(problemsOf(fv0().vcpu(0))[0]!, /^VMC1002 domain\/vcpu: "0" is not a /)
  assert.match(
    problemsOf(fv0().memory('2GiBi'))[0]!,
    /^VMC1002 domain\/memory\/@unit: "GiBi" is not a unit/,
  )
  assert.equal(problemsOf(domain('two\nlines')).length, 1)
  assert.equal(problemsOf(domain('')).length, 1)
})

test('a large number keeps all its digits', () => {
  assert.equal(problemsOf(fv0().memory('9007199254740993KiB')), [])
  assert.match(xmlOf(fv0().memory('9007199254740993KiB')), '>9007199254740993<')
  assert.equal(problemsOf(fv0().vcpu(1e21)).length, 1)
})

test('a missing required field is reported', () => {
  assertBeginnings(problemsOf(fv0().input({ bus: 'usb' })), [
    'VMC1003 domain/devices/input[1]/@type: <input> is missing attribute "type" (expected one of ',
  ])
  assert.equal(problemsOf(fv0().boot('hd')), [
    'VMC1003 domain/os/type: <os> is missing <type> (add type)',
  ])
  assert.equal(problemsOf(fv0().memory({ unit: 'GiB' })), [
    'VMC1003 domain/memory: <memory> has no value (expected a size such as GiB(2))',
  ])
})

test('a field of another variant is reported once, with the field to use', () => {
  assertBeginnings(problemsOf(fv0().disk({ type: 'block', source: { file: '/a' } })), [
    'VMC1004 domain/devices/disk[1]/source/@file: "file" belongs to <disk> with type "file"; this one has type "block"',
  ])
  assertBeginnings(problemsOf(fv0().graphics(sdl().passwd('x'))), [
    'VMC1004 domain/devices/graphics[1]/@passwd: "passwd" belongs to <graphics> with type "vnc"',
  ])
})

test('without a type, the default type decides the variant', () => {
  assert.equal(problemsOf(fv0().disk({ source: { file: '/a' } })), [])
  assert.equal(problemsOf(fv0().disk({ source: { dev: '/a' } })).length, 1)
})

test('if the type is invalid, only the type is reported', () => {
  assertBeginnings(problemsOf(fv0().disk({ type: 'blok', source: { dev: '/a', file: '/b' } })), [
    'VMC1002 domain/devices/disk[1]/@type: "blok" is not a type of <disk> (did you mean "block"? One of file, block',
  ])
  assert.equal(problemsOf(fv0().graphics({ port: 5900, display: ':0' })).length, 1)
})

class Animal {}

const KINDS: Readonly<Record<string, readonly [unknown, string]>> = {
  null: [null, 'null'],
  undefined: [undefined, 'undefined'],
  'a function': [() => 1, 'a function'],
  'a symbol': [Symbol('x'), 'the symbol Symbol(x)'],
  'a bigint': [10n, 'the bigint 10'],
  NaN: [Number.NaN, 'the number NaN'],
  Infinity: [Number.POSITIVE_INFINITY, 'the number Infinity'],
  'a Date': [new Date(0), 'a Date'],
  'a Map': [new Map(), 'a Map'],
  'an instance': [new Animal(), 'an Animal'],
  'a list': [[1, 2], 'a list'],
  'a list of one': [[1], 'a list'],
  'lists in lists': [[[1]], 'a list'],
  'an object': [{ count: 2 }, 'an object'],
  true: [true, 'the boolean true'],
}

for (const [name, [value, described]] of Object.entries(KINDS))
  test(`${name} is reported as a value of a wrong type, in a call and in an object`, () => {
    const isMissing = value === undefined || value === null
    const [code, problem] = isMissing
      ? ['VMC1075', 'has no value']
      : ['VMC1005', `cannot be ${described}`]
    const hint = isMissing ? '; check that the property or environment variable exists' : ''
    const advice = Array.isArray(value) ? 'pass one value, not a list; ' : ''
    assert.equal(problemsOf(fv0().bootloader_args(value)), [
      `${code} domain/bootloader_args: <bootloader_args> of <domain> ${problem} (${advice}expected text${hint})`,
    ])
    const port =
      name === 'an object'
        ? 'write the value itself: 2'
        : `${advice}expected a port from 1 to 65535, or -1`
    // In an object, undefined means that the key is left out.
    if (value !== undefined)
      assert.equal(problemsOf(fv0().graphics({ type: 'vnc', port: value })), [
        `${code} domain/devices/graphics[1]/@port: Attribute "port" of <graphics> ${problem} (${port}${hint})`,
      ])
  })

for (const [name, [value]] of Object.entries(KINDS))
  test(`${name} is reported in every method and field, without a crash`, () => {
    if (name === 'an object') return
    const calls: Readonly<Record<string, () => unknown>> = {
      name: () => fv0().name(value),
      uuid: () => fv0().uuid(value),
      memory: () => fv0().memory(value),
      os: () => fv0().os(value),
      clock: () => fv0().clock(value),
      devices: () => fv0().devices(value),
      input: () => fv0().input({ type: value }),
      boot: () => fv0().hvm().boot({ dev: value }),
      hostdev: () => fv0().hostdev(usb(value as never, 1)),
      serial: () => fv0().serial(tcp('bind', { service: value as never })),
      model: () => fv0().nic(bridge('br0').model(value as never)),
      source: () => fv0().nic(bridge('br0').source(value as never)),
      hvm: () => fv0().hvm(value),
      disk: () => fv0().disk({ source: value }),
      ...(name !== 'true' && { acpi: () => fv0().acpi(value) }),
    }
    for (const [method, build] of Object.entries(calls)) {
      // In these, undefined means that the value is left out.
      if (
        value === undefined &&
        ['acpi', 'hvm', 'input', 'disk', 'boot', 'serial', 'hostdev'].includes(method)
      )
        continue
      const codes = problemsOf(build() as never).map(line => line.slice(0, 7))
      assert.ok(
        codes.length > 0 && codes.every(code => /^VMC10(0[123457]|75)$/.test(code)),
        `${method}: ${codes}`,
      )
    }
  })

test('a builder of another element is reported', () => {
  for (const build of [
    () => fv0().disk(bridge('br0')),
    () => fv0().nic(file('/a')),
    () => fv0().serial(usb(1, 2)),
    () => fv0().disk(domain('x')),
    () => fv0().memory(file('/a')),
    () => fv0().vcpu(file('/a')),
    () => fv0().os(file('/a')),
    () => fv0().disk({ type: 'file', source: bridge('br0') }),
    () => fv0().graphics(pty()),
    () => fv0().cdrom(bridge('br0')),
  ]) {
    const lines = problemsOf(build())
    assert.is(lines.length, 1)
    assert.match(lines[0]!, /^VMC1005 .* cannot be a (Nic|Disk|Hostdev|Domain|Chardev)Builder/)
  }
})

test('a second argument is not ignored', () => {
  assert.equal(problemsOf(fv0().bootloader_args('a', 'b')), [
    'VMC1005 domain/bootloader_args: <bootloader_args> of <domain> cannot be a list (pass one value, not a list; expected text)',
  ])
})

test('a character that XML does not allow is reported with its code point', () => {
  assert.equal(problemsOf(fv0().hvm().cmdline('quiet\u0000')), [
    'VMC1006 domain/os/cmdline: <cmdline> contains a character that XML does not allow: U+0000',
  ])
  assert.equal(problemsOf(fv0().graphics(vnc().passwd('\ud800'))), [
    'VMC1006 domain/devices/graphics[1]/@passwd: attribute "passwd" contains a character that XML does not allow: U+D800',
  ])
  assert.equal(problemsOf(fv0().hvm().cmdline('\uffff')).length, 1)
  assert.equal(problemsOf(fv0().hvm().cmdline('\t\r\n\u0085\ufffd😀')), [])
  assert.match(problemsOf(fv0().hvm().xml('<a>\u0001</a>'))[0]!, /^VMC3001/)
})

test('a duplicate element in a document is reported', () => {
  const { node } = readDomain(
    devices('<disk><source file="/a"/><source file="/b"/><target dev="vda"/></disk>'),
  )
  assert.equal(diagnosticLines(checkSchema(node!)), [
    'VMC1007 domain/devices/disk[1]/source: <source> appears 2 times in <disk>; only one is allowed',
  ])
})

test('all mistakes are reported, not only the first', () => {
  assert.is(
    problemsOf(
      fv0()
        .vcpu(0)
        .on_crash('x')
        .disk(
          file('a'),
          file('/b')
            .target('vdb')
            .bus('x' as never),
        )
        .nic({ type: 'bridge', source: { brigde: 'br0' }, model: 7 })
        .graphics(sdl().port(1))
        .xml('<a>'),
    ).length,
    8,
  )
})

test('long texts are shortened in messages', () => {
  const [line] = problemsOf(fv0().on_crash('x'.repeat(1000)))
  assert.ok(line!.length < 300)
})

test.run()
