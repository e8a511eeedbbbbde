// What raw XML of a program says is checked for mistakes, and passes if it can be newer than vmc.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build } from '../../src/build/build.ts'
import { type DomainBuilder, domain, file, GiB, unchecked } from '../../src/index.ts'

const test = suite('build: warnings about raw XML')

const base = domain('a').hvm().memory(GiB(1))

/** The diagnostics of a build of a domain, with their paths. */
async function found(change: (d: DomainBuilder) => DomainBuilder): Promise<readonly string[]> {
  const { diagnostics, domains } = await build([change(base)])
  assert.is(domains.length, 1)
  for (const one of diagnostics) assert.match(one.file ?? '', 'raw-warnings.test')
  return diagnostics.map(one => `${one.severity} ${one.code} ${one.path}: ${one.message}`)
}

const disk = (change: (d: ReturnType<typeof file>) => ReturnType<typeof file>) =>
  found(d => d.disk(change(file('/a.img'))))

test('a misspelt element', async () => {
  assert.equal(await disk(d => d.xml('<iotunee><total_bytes_sec>1</total_bytes_sec></iotunee>')), [
    'warning VMC1001 domain/devices/disk[1]/iotunee: <disk> has no element "iotunee"',
  ])
  assert.equal(await found(d => d.xml('<featurs><acpi/></featurs>')), [
    'warning VMC1001 domain/featurs: <domain> has no element "featurs"',
  ])
  // The message leads to the call, and its help says that the XML is written nevertheless.
  const { diagnostics } = await build([base.disk(file('/a.img').xml('<iotunee/>'))])
  assert.is(diagnostics[0]?.help, 'did you mean "iotune"? vmc writes it unchanged')
})

test('a misspelt attribute', async () => {
  assert.equal(await disk(d => d.attributes({ snaphot: 'no' })), [
    'warning VMC1001 domain/devices/disk[1]/@snaphot: <disk> has no attribute "snaphot"',
  ])
  assert.equal(
    await disk(d => d.xml('<iotune><total_bytes_sec unti="b">1</total_bytes_sec></iotune>')),
    [
      'warning VMC1001 domain/devices/disk[1]/iotune/total_bytes_sec/@unti: <total_bytes_sec> has no attribute "unti"',
    ],
  )
  assert.equal(await found(d => d.xml('<vcpu placment="static">1</vcpu>')), [
    'warning VMC1001 domain/vcpu/@placment: <vcpu> has no attribute "placment"',
  ])
})

test('an invalid value of a known element', async () => {
  assert.equal(await found(d => d.xml('<on_crash>destory</on_crash>')), [
    'warning VMC1002 domain/on_crash: "destory" is not an <on_crash> of <domain>',
  ])
  assert.equal(await found(d => d.xml('<iothreads>many</iothreads>')), [
    'warning VMC1002 domain/iothreads: "many" is not an <iothreads> of <domain>',
  ])
})

test('a second element of which only one is allowed', async () => {
  const twice = await found(d =>
    d.disk(file('/a.img')).xml('<devices><emulator>/q</emulator></devices>'),
  )
  assert.equal(twice, [
    'warning VMC1007 domain/devices: <devices> appears 2 times in <domain>; only one is allowed',
  ])
  assert.equal(await found(d => d.title('a').xml('<title>b</title>')), [
    'warning VMC1007 domain/title: <title> appears 2 times in <domain>; only one is allowed',
  ])
  assert.equal(await found(d => d.xml('<title>b</title><title>c</title>')), [
    'warning VMC1007 domain/title: <title> appears 2 times in <domain>; only one is allowed',
  ])
  assert.equal(
    await found(d => d.disk(file('/a.img')).xml('<devices><disk/></devices>')).then(
      all => all.length,
    ),
    2,
  )
})

test('what can be newer than vmc passes, and so does what is right', async () => {
  assert.equal(await found(d => d.xml('<newelement a="b"><inner/></newelement>')), [])
  assert.equal(await disk(d => d.attributes({ newattr: 'on' })), [])
  assert.equal(await disk(d => d.xml('<newthing/>')), [])
  assert.equal(await found(d => d.xml('<on_crash>hibernate-to-tape</on_crash>')), [])
  assert.equal(await found(d => d.xml('<on_crash>destroy</on_crash>')), [])
  assert.equal(await found(d => d.xml('<!-- <on_crsh/> -->')), [])
  assert.equal(await found(d => d.title(unchecked()).xml('<title>b</title>')), [])
  assert.equal(await disk(d => d.xml('<iotune><total_bytes_sec>1</total_bytes_sec></iotune>')), [])
  assert.equal(await disk(d => d.attributes({ 'my:a': '1', 'xmlns:my': 'urn:my' })), [])
})

test('elements of other namespaces and of hypervisors pass', async () => {
  assert.equal(await found(d => d.xml('<my:note xmlns:my="urn:my">text</my:note>')), [])
  assert.equal(
    await found(d => d.xml('<qemu:commandline><qemu:arg value="-S"/></qemu:commandline>')),
    [],
  )
  assert.equal(
    await found(d =>
      d
        .metadata({})
        .xml('<vcpuu/>')
        .use(one => one),
    ).then(all => all.length),
    1,
  )
})

test('the same call of many domains is reported once, and another call again', async () => {
  const fleet = Array.from({ length: 20 }, (_, i) =>
    domain(`a${i}`).hvm().memory(GiB(1)).xml('<on_crash>destory</on_crash>'),
  )
  assert.is((await build(fleet)).diagnostics.length, 1)
  const two = [fleet[0]!, domain('b').hvm().memory(GiB(1)).xml('<on_crash>destory</on_crash>')]
  assert.is((await build(two)).diagnostics.length, 2)
})

test.run()
