import { rule } from '../../check/rule.ts'

/** Intel TDX does not support some features of a guest, and only two bits of its policy can be set. */
export const tdx = rule({
  code: 'VMC2367',
  slug: 'tdx',
  severity: 'error',
  title: 'setting not supported by Intel TDX',
  help: 'Intel TDX does not support SMM, a PMU, a loader of type "pflash", or the I/O APIC of KVM. In the policy of an Intel TDX guest, only bit 0 (debug) and bit 28 (sept-ve-disable) can be set. Remove the setting.',
  for: 'qemu',
  source: 'messages of libvirt 12.9.0 for launch security of type TDX',
  on: 'launchSecurity',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/><pmu state="{on -> off}"/></features>
<launchSecurity type="tdx"><policy>0x10000000</policy></launchSecurity>`,
  },
  *check(security, { domain }) {
    if (security.text('type') !== 'tdx') return
    const policy = security.text('policy')
    if (policy !== undefined && (BigInt(policy) & ~POLICY_BITS) !== 0n)
      yield security.report(
        'policy',
        `the policy ${policy} has bits that Intel TDX does not support`,
        'set only the bits 0 and 28, such as 0x10000000',
      )
    for (const name of ['smm', 'pmu'] as const) {
      const feature = domain.first('features')?.first(name)
      if (!feature || feature.text('state') === 'off') continue
      yield feature.report(
        '.',
        `Intel TDX does not support ${name.toUpperCase()}`,
        `set the state of <${name}> to off`,
      )
    }
    if (domain.text('features/ioapic/driver') === 'kvm')
      yield domain.report(
        'features/ioapic/driver',
        'Intel TDX does not support the I/O APIC of KVM',
        'set driver to "qemu", or leave <ioapic> out',
      )
    if (domain.text('os/loader/type') === 'pflash')
      yield domain.report(
        'os/loader/type',
        'Intel TDX does not support a loader of type "pflash"',
        'use the type "rom", or firmware: \'efi\'',
      )
  },
})

const POLICY_BITS = (1n << 0n) | (1n << 28n)
