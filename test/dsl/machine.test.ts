import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  cpuModel,
  domain,
  enlightenments,
  fwcfg,
  GiB,
  hostModel,
  hostPassthrough,
  maximumCpu,
  numaCell,
  s390Pv,
  sev,
  sevSnp,
  smbiosTables,
  windowsClock,
} from '../../src/index.ts'
import { fv0, problemsOf, testSpellings, xmlOf } from '../support/builders.ts'

const test = suite('dsl: machine')

// Firmware

testSpellings(
  test,
  'a q35 machine with UEFI and Secure Boot',
  fv0(`
<os firmware="efi">
  <type machine="q35">hvm</type>
  <firmware>
    <feature enabled="yes" name="enrolled-keys"/>
    <feature enabled="yes" name="secure-boot"/>
  </firmware>
</os>`),
  {
    factories: () => domain('fv0').q35().uefi({ secureBoot: true }),
    'shorthands in another order': () => domain('fv0').uefi({ secureBoot: true }).q35(),
    methods: () =>
      domain('fv0')
        .hvm()
        .machine('q35')
        .firmware('efi')
        .os({
          type: 'hvm',
          firmwareFeatures: {
            feature: [
              { name: 'enrolled-keys', enabled: true },
              { name: 'secure-boot', enabled: 'yes' as never },
            ],
          },
        }),
  },
)

testSpellings(
  test,
  'UEFI without Secure Boot, with an NVRAM path',
  fv0(`
<os firmware="efi">
  <type arch="x86_64" machine="q35">hvm</type>
  <firmware>
    <feature enabled="no" name="secure-boot"/>
  </firmware>
  <nvram>/nvram/fv0.fd</nvram>
</os>`),
  {
    factories: () =>
      domain('fv0').q35({ arch: 'x86_64' }).uefi({ secureBoot: false, nvram: '/nvram/fv0.fd' }),
    methods: () =>
      domain('fv0')
        .q35()
        .arch('x86_64')
        .uefi({ secureBoot: false })
        .os({ type: 'hvm', nvram: { path: '/nvram/fv0.fd' } }),
  },
)

testSpellings(
  test,
  'UEFI with Secure Boot, but without keys',
  fv0(`
<os firmware="efi">
  <type machine="q35">hvm</type>
  <firmware>
    <feature enabled="no" name="enrolled-keys"/>
    <feature enabled="yes" name="secure-boot"/>
  </firmware>
</os>`),
  {
    factories: () => domain('fv0').q35().uefi({ secureBoot: true, enrolledKeys: false }),
  },
)

testSpellings(
  test,
  'a firmware by its path, with NVRAM on a block device',
  fv0(`
<os>
  <type>hvm</type>
  <loader readonly="yes" secure="yes" type="pflash">/fw/CODE.fd</loader>
  <nvram template="/fw/VARS.fd" type="block" format="qcow2">
    <source dev="/dev/vg0/vars"/>
  </nvram>
</os>`),
  {
    objects: () =>
      domain('fv0')
        .hvm()
        .loader({ readonly: true, secure: true, type: 'pflash', path: '/fw/CODE.fd' })
        .os({
          type: 'hvm',
          nvram: {
            template: '/fw/VARS.fd',
            type: 'block',
            format: 'qcow2',
            source: { dev: '/dev/vg0/vars' },
          },
        }),
  },
)

test('fields of fully virtualized guests are reported for other guests', () => {
  assert.equal(problemsOf(domain('pv0').linux().uefi()), [
    'VMC1004 domain/os/@firmware: "firmware" belongs to <os> with type "hvm"; this one has type "linux" (leave it out, or change type)',
  ])
  assert.equal(problemsOf(domain('ct0').exe().bootloader('/usr/bin/pygrub')), [
    'VMC1004 domain/bootloader: "bootloader" belongs to <domain> with os "hvm" or "linux" or "xen" or "xenpvh"; this one has os "exe" (leave it out, or change os)',
  ])
})

// Containers

testSpellings(
  test,
  'the init program of a container',
  fv0(`
<os>
  <type>exe</type>
  <init>/bin/sh</init>
  <initarg>-c</initarg>
  <initarg>env</initarg>
  <initenv name="A">b c</initenv>
  <initdir>/srv</initdir>
  <inituser>1000</inituser>
  <initgroup>+5</initgroup>
</os>`).replace('"kvm"', '"lxc"'),
  {
    methods: () =>
      domain('fv0')
        .exe('/bin/sh')
        .initarg('-c', 'env')
        .initenv({ name: 'A', value: 'b c' })
        .initdir('/srv')
        .inituser('1000')
        .initgroup('+5'),
  },
)

// Features that are on when present

testSpellings(
  test,
  'features with and without a state',
  fv0(`
<features>
  <apic eoi="on"/>
  <hap/>
  <pvspinlock state="off"/>
  <vmport state="off"/>
  <gic version="3"/>
  <smm state="on">
    <tseg unit="MiB">48</tseg>
  </smm>
</features>`),
  {
    methods: () =>
      domain('fv0')
        .apic({ eoi: true })
        .hap()
        .pvspinlock(false)
        .vmport({ state: false })
        .gic({ version: 3 })
        .smm({ state: true, tseg: '48MiB' }),
    objects: () =>
      domain('fv0').features({
        apic: { eoi: true },
        hap: {},
        pvspinlock: false,
        vmport: false,
        gic: { version: '3' },
        smm: { state: true, tseg: { value: 48, unit: 'MiB' } },
      }),
  },
)

test('a field without the field it needs is reported', () => {
  assert.equal(problemsOf(domain('fv0').smm({ tseg: '48MiB' })), [
    'VMC1003 domain/features/smm: <smm> has "tseg" but not "state" (add "state", which "tseg" requires)',
  ])
})

// CPUs

testSpellings(
  test,
  "the host's processor, with a topology and NUMA nodes",
  fv0(`
<cpu mode="host-passthrough">
  <topology sockets="2" cores="4" threads="1"/>
  <feature policy="require" name="vmx"/>
  <feature policy="disable" name="hle"/>
  <numa>
    <cell cpus="0-3" memory="4" unit="GiB"/>
    <cell cpus="4-7" memory="4" unit="GiB" memAccess="shared"/>
  </numa>
</cpu>`),
  {
    factories: () =>
      domain('fv0').cpu(
        hostPassthrough()
          .topology({ sockets: 2, cores: 4, threads: 1 })
          .feature('vmx', { policy: 'disable', name: 'hle' })
          .cell(numaCell('0-3', GiB(4)), numaCell('4-7', '4GiB').memAccess('shared')),
      ),
    'factories and methods': () =>
      domain('fv0')
        .topology({ sockets: 2, cores: 4, threads: 1 })
        .cpu(hostPassthrough().feature('vmx'))
        .cpu({
          feature: { policy: 'disable', name: 'hle' },
          numa: {
            cell: [
              { cpus: '0-3', memory: 4, unit: 'GiB' },
              { cpus: '4-7', memory: 4, unit: 'GiB', memAccess: 'shared' },
            ],
          },
        }),
  },
)

test('CPUs by mode and by model', () => {
  assert.is(xmlOf(domain('fv0').cpu(hostModel())), fv0('<cpu mode="host-model"/>'))
  assert.is(xmlOf(domain('fv0').cpu('host-model')), fv0('<cpu mode="host-model"/>'))
  assert.is(xmlOf(domain('fv0').cpu(maximumCpu())), fv0('<cpu mode="maximum"/>'))
  assert.is(
    xmlOf(domain('fv0').cpu(cpuModel('EPYC'))),
    fv0(`
<cpu mode="custom" match="exact">
  <model fallback="forbid">EPYC</model>
</cpu>`),
  )
})

// Windows

const WINDOWS = `
<features>
  <hyperv>
    <relaxed state="on"/>
    <vapic state="on"/>
    <spinlocks state="on" retries="8191"/>
    <vpindex state="on"/>
    <runtime state="on"/>
    <synic state="on"/>
    <stimer state="on"/>
    <frequencies state="on"/>
    <tlbflush state="on"/>
    <ipi state="on"/>
  </hyperv>
</features>
<clock offset="localtime">
  <timer name="rtc" tickpolicy="catchup"/>
  <timer name="pit" tickpolicy="delay"/>
  <timer name="hpet" present="no"/>
  <timer name="hypervclock" present="yes"/>
</clock>`

testSpellings(test, 'settings for Windows', fv0(WINDOWS), {
  method: () => domain('fv0').windows(),
  factories: () => domain('fv0').hyperv(enlightenments()).clock(windowsClock()),
})

test('fields of other timers and clocks are reported', () => {
  assert.equal(
    problemsOf(domain('fv0').clock({ offset: 'utc', timer: { name: 'pit', track: 'guest' } })),
    [
      'VMC1004 domain/clock/timer[1]/@track: "track" belongs to <timer> with name "platform" or "rtc"; this one has name "pit" (leave it out, or change name)',
    ],
  )
  assert.equal(problemsOf(domain('fv0').clock({ offset: 'variable', adjustment: 'reset' })), [
    'VMC1002 domain/clock/@adjustment: "reset" is not an adjustment of <clock> (expected a number of seconds such as -3600)',
  ])
  assert.equal(problemsOf(domain('fv0').hyperv({ mode: 'passthrough', relaxed: true })), [
    'VMC1004 domain/features/hyperv/relaxed: "relaxed" belongs to <hyperv> with mode "custom" or "host-model"; this one has mode "passthrough" (leave it out, or change mode)',
  ])
})

// System information

testSpellings(
  test,
  'SMBIOS tables, and the firmware setting that uses them',
  fv0(`
<sysinfo type="smbios">
  <bios>
    <entry name="vendor">Example</entry>
  </bios>
  <baseBoard>
    <entry name="serial">1</entry>
  </baseBoard>
  <baseBoard>
    <entry name="serial">2</entry>
  </baseBoard>
  <oemStrings>
    <entry>app:one</entry>
    <entry>app:two</entry>
  </oemStrings>
</sysinfo>
<os>
  <type>hvm</type>
  <smbios mode="sysinfo"/>
</os>`),
  {
    method: () =>
      domain('fv0')
        .hvm()
        .smbios({
          bios: { vendor: 'Example' },
          baseBoard: [{ serial: '1' }, { serial: '2' }],
          oemStrings: ['app:one', 'app:two'],
        }),
    factories: () =>
      domain('fv0')
        .hvm()
        .smbios('sysinfo')
        .sysinfo(
          smbiosTables({ baseBoard: [{ serial: '1' }, { serial: '2' }] })
            .bios({ entry: { name: 'vendor', value: 'Example' } })
            .oemStrings({ entry: ['app:one', 'app:two'] }),
        ),
  },
)

test('unknown SMBIOS tables are reported', () => {
  assert.match(
    problemsOf(
      domain('fv0')
        .hvm()
        .smbios({ sytem: { product: 'x' } } as never),
    )[0]!,
    /^VMC1001 .*did you mean "system"/,
  )
  assert.match(
    problemsOf(
      domain('fv0')
        .hvm()
        .smbios({ system: { procuct: 'x' } } as never),
    )[0]!,
    /^VMC1002 .*did you mean "product"/,
  )
  assert.match(
    problemsOf(
      domain('fv0')
        .hvm()
        .smbios({ system: 'x' } as never),
    )[0]!,
    /^VMC1005 /,
  )
  assert.match(
    problemsOf(
      domain('fv0')
        .hvm()
        .smbios('hots' as never),
    )[0]!,
    /did you mean "host"/,
  )
})

testSpellings(
  test,
  "data for the guest's first boot",
  fv0(`
<sysinfo type="fwcfg">
  <entry name="opt/com.coreos/config" file="/srv/fv0.ign"/>
  <entry name="opt/com.example/name">fv0</entry>
</sysinfo>`),
  {
    factories: () =>
      domain('fv0').sysinfo(
        fwcfg({
          'opt/com.coreos/config': { file: '/srv/fv0.ign' },
          'opt/com.example/name': 'fv0',
        }),
      ),
  },
)

// Memory encryption

test('every type of launch security', () => {
  assert.is(
    xmlOf(domain('fv0').launchSecurity(sev().kernelHashes(true))),
    fv0(`
<launchSecurity type="sev" kernelHashes="yes">
  <policy>0x0003</policy>
</launchSecurity>`),
  )
  assert.is(
    xmlOf(domain('fv0').launchSecurity(sevSnp())),
    fv0(`
<launchSecurity type="sev-snp">
  <policy>0x30000</policy>
</launchSecurity>`),
  )
  assert.is(xmlOf(domain('fv0').launchSecurity(s390Pv())), fv0('<launchSecurity type="s390-pv"/>'))
  assert.equal(problemsOf(domain('fv0').launchSecurity(s390Pv().policy(3))), [
    'VMC1004 domain/launchSecurity/policy: "policy" belongs to <launchSecurity> with type "sev" or "sev-snp" or "tdx"; this one has type "s390-pv" (leave it out, or change type)',
  ])
})

test.run()
