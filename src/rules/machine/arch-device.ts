import { ElementCursor } from '../../check/element-cursor.ts'
import { archOf } from '../../check/facts/machine.ts'
import { type Rule, rule } from '../../check/rule.ts'
import { having } from '../../check/rule-elements.ts'
import { isNewer } from '../../check/target.ts'

interface ArchDevice {
  readonly field: string
  readonly values?: readonly string[]
  /** The only architectures that support the device or setting. */
  readonly only?: RegExp
  /** The architectures that do not support the device or setting. All other architectures support it. */
  readonly except?: RegExp
  /** The first QEMU release for which the rule reports the device or setting. Default: the rule reports it for all releases. */
  readonly since?: string
}

const [X86, S390, POWER] = [/^(i686|x86_64)$/, /^s390/, /^ppc64/]

/**
 * The devices and settings that only some architectures support. A key such as `/cpu` or `console/target` consists of the field
 * names of the parent and the element.
 */
const DEVICES: ReadonlyMap<string, readonly ArchDevice[]> = new Map([
  ['', [{ field: 'genid', except: /^(s390|ppc64)/ }]],
  [
    '/launchSecurity',
    [
      { field: 'type', values: ['sev', 'sev-snp', 'tdx'], only: X86 },
      { field: 'type', values: ['s390-pv'], only: S390 },
    ],
  ],
  [
    '/cpu',
    [
      { field: 'maxphysaddr', only: X86 },
      { field: 'cache', only: X86 },
      { field: 'mode', values: ['maximum'], except: POWER },
    ],
  ],
  ['os/bios', [{ field: 'useserial', values: ['yes'], only: X86 }]],
  [
    'devices/panic',
    [
      { field: 'model', values: ['hyperv'], only: X86 },
      { field: 'model', values: ['s390'], only: S390 },
      { field: 'model', values: ['pseries'], only: POWER },
    ],
  ],
  ['console/target', [{ field: 'type', values: ['sclp', 'sclplm'], only: S390 }]],
  ['devices/hostdev', [{ field: 'model', values: ['vfio-ccw', 'vfio-ap'], only: S390 }]],
  ['devices/tpm', [{ field: 'model', values: ['tpm-spapr', 'spapr-tpm-proxy'], only: POWER }]],
  [
    'devices/controller',
    [
      { field: 'type', values: ['sata'], except: S390 },
      {
        field: 'model',
        values: ['lsilogic', 'lsisas1068', 'lsisas1078', 'dc390', 'am53c974', 'vmpvscsi'],
        except: S390,
      },
    ],
  ],
  ['devices/sound', [{ field: 'model', values: ['ich9'], except: S390 }]],
  [
    'devices/memory',
    [
      { field: 'model', values: ['dimm', 'nvdimm'], except: S390 },
      { field: 'model', values: ['sgx-epc'], only: X86 },
    ],
  ],
  [
    'video/model',
    [
      { field: 'type', values: ['ramfb'], except: POWER },
      // libvirt supports the video type vmvga on the MIPS board fuloong2e only since release 8.0.
      { field: 'type', values: ['vmvga'], only: /^(i686|x86_64|mips)/, since: '8.0' },
    ],
  ],
  ['devices/pstore', [{ field: 'backend', values: ['acpi-erst'], except: S390 }]],
])

/** Some devices and settings exist only on certain architectures. */
export const archDevice: Rule = {
  ...having([...DEVICES.values()].flat()),
  ...rule({
    code: 'VMC2599',
    slug: 'arch-device',
    severity: 'error',
    title: 'device or setting not supported by the architecture',
    help: 'QEMU supports some devices and settings only on x86, s390 or POWER. Use another device or model, or remove the setting.',
    for: 'qemu',
    source:
      'qemu_validate.c: qemuValidateDomainDef, qemuValidateDomainDefCpu, qemuValidateDomainDefPanic, qemuValidateDomainDefConsole, qemuValidateDomainMdevDef, qemuValidateDomainDeviceDefTPM, qemuValidateCheckSCSIControllerModel, qemuValidateDomainDeviceDefMemory',
    on: [
      'domain',
      'launchSecurity',
      'cpu',
      'os/bios',
      'devices/panic',
      'devices/console/target',
      'devices/hostdev',
      'devices/tpm',
      'devices/controller',
      'devices/sound',
      'devices/memory',
      'devices/pstore',
      'devices/video/model',
    ],
    example: {
      xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices><console type="pty"><target type="{sclp -> virtio}" port="0"/></console></devices>`,
    },
    *check(element, { domain, target: { qemu } }) {
      const arch = archOf(domain)
      if (arch === undefined || !(element instanceof ElementCursor)) return
      const place = element.key === undefined ? '' : `${element.parent?.key ?? ''}/${element.key}`
      for (const { field, values, only, except, since } of DEVICES.get(place) ?? []) {
        const value = element.text(field) ?? ''
        if (values ? !values.includes(value) : !element.has(field)) continue
        if (only ? only.test(arch) : !except?.test(arch)) continue
        if (since !== undefined && qemu !== undefined && isNewer(since, qemu)) continue
        const name = values ? `<${element.name}> of ${field} "${value}"` : `<${field}>`
        yield element.report(
          field,
          `QEMU for ${arch} has no ${name}`,
          'use another, or leave it out',
        )
      }
    },
  }),
}
