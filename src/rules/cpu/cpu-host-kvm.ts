import { rule } from '../../check/rule.ts'

/** An emulated guest cannot use the CPU of the host. */
export const cpuHostKvm = rule({
  code: 'VMC2130',
  slug: 'cpu-host-kvm',
  severity: 'warning',
  title: 'CPU mode host-passthrough requires KVM',
  help: 'The CPU mode "host-passthrough" requires KVM or another accelerator. For an emulated guest, use the CPU mode "maximum", which enables all features that QEMU can emulate.',
  for: ['qemu'],
  source: 'qemu_process.c: qemuProcessUpdateGuestCPU',
  on: 'cpu',
  where: { mode: 'host-passthrough' },
  example: {
    ts: ".type('qemu').cpu({ mode: '{host-passthrough -> maximum}' })",
    xml: '<domain type="qemu"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os><cpu mode="{host-passthrough -> maximum}"/></domain>',
  },
  *check(cpu) {
    if (cpu.text('mode') !== 'host-passthrough') return
    yield cpu.report(
      'mode',
      'a domain of type "qemu" is emulated and cannot use the CPU of the host',
      "set the domain type to 'kvm', or the CPU mode to 'maximum'",
    )
  },
})
