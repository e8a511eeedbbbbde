import { rule } from '../../check/rule.ts'

/** The size of a pstore must be a power of two of at least 4 KiB. The address of a pstore must be a PCI address. */
export const pstoreSize = rule({
  code: 'VMC2896',
  slug: 'pstore-size',
  severity: 'error',
  title: 'invalid size or address of a pstore',
  help: 'The <size> of a <pstore> must be a power of two and at least 4 KiB. The address of a <pstore> must have the type "pci". Correct the size or the address.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainPstoreDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefPstore',
  on: 'devices/pstore',
  example: {
    xml: '<devices><pstore backend="acpi-erst"><path>/a</path><size unit="KiB">{10 -> 8}</size></pstore></devices>',
  },
  *check(pstore) {
    const size = pstore.bytes('size/value')
    // libvirt rounds the size of a <pstore> up to KiB before it checks the size, so this rule does the same.
    const kib = size === undefined ? undefined : (size + 1023n) / 1024n
    if (kib !== undefined && (kib < 4n || (kib & (kib - 1n)) !== 0n))
      yield pstore.report(
        'size/value',
        `the size of ${kib} KiB is not a power of two of at least 4 KiB`,
        'use 8 KiB',
      )
    const type = pstore.text('address/type')
    if (type !== undefined && type !== 'pci')
      yield pstore.report(
        'address/type',
        `a pstore cannot have an address of type "${type}"`,
        'leave the address out',
      )
  },
})
