import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import { isBefore } from '../../check/target.ts'
import type { IommuDriver } from '../../schema/domain/iommu.ts'

/** Each IOMMU model supports only certain driver settings. */
export const iommuSettings = rule({
  code: 'VMC2866',
  slug: 'iommu-settings',
  severity: 'error',
  title: 'driver setting not supported by the IOMMU model',
  help: 'Each IOMMU model supports only certain driver settings. For example, intel supports intremap and eim, amd supports intremap and xtsup, virtio supports aw_bits and granule, and smmuv3 supports pciBus and accel. With smmuv3, the settings ats, ril, ssidsize, oas and cmdqv also require accel="on". Remove the unsupported setting.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainIOMMUDefValidate; measured with libvirt 12.9.0',
  on: 'devices/iommu',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><iommu model="intel"><driver {passthrough="on" -> aw_bits="48"}/></iommu></devices>`,
  },
  *check(iommu, { target }) {
    const driver = iommu.first('driver')
    const model = iommu.text('model')
    if (!driver || model === undefined) return
    const supported =
      model === 'virtio' && isBefore(target, '12.1.0') ? VIRTIO_BEFORE : SETTINGS.get(model)
    const wrong = ALL.find(
      key =>
        !supported?.includes(key) && (driver.text(key as 'eim') !== undefined || driver.has(key)),
    )
    if (supported && wrong !== undefined)
      yield driver.report(
        wrong,
        `an IOMMU of model "${model}" has no driver setting "${wrong}"`,
        `leave out ${wrong}`,
      )
    else yield* checkValues(driver, model)
  },
})

function* checkValues(driver: Cursor<IommuDriver>, model: string): Generator<RuleFinding> {
  const accelerated = ACCELERATED.find(key => driver.text(key) !== undefined)
  if (accelerated !== undefined && driver.text('accel') !== 'on')
    yield driver.report(
      accelerated,
      `the driver setting ${accelerated} requires accel="on"`,
      `set accel: 'on', or leave out ${accelerated}`,
    )
  const width = driver.number('aw_bits')
  if (model === 'virtio' && width !== undefined && (width < 32 || width > 64))
    yield driver.report('aw_bits', `aw_bits is ${width}`, 'use a number from 32 to 64')
  const granule = driver.first('granule')
  const size = granule?.bytes('size')
  if (!granule || size === undefined || GRANULES.includes(size)) return
  yield granule.report('size', 'the granule has an unsupported size', 'use 4, 8, 16 or 64 KiB')
}

const GRANULES = [4n, 8n, 16n, 64n].map(size => size * 1024n)

const ACCELERATED = ['ats', 'ril', 'ssidsize', 'oas', 'cmdqv'] as const

const ALL = [
  ...(['intremap', 'caching_mode', 'eim', 'iotlb', 'aw_bits', 'dma_translation'] as const),
  ...(['passthrough', 'xtsup', 'pciBus', 'accel', 'granule'] as const),
  ...ACCELERATED,
] as const

/** The driver settings that each IOMMU model supports. */
const SETTINGS = new Map<string, readonly string[]>([
  ['intel', ['intremap', 'caching_mode', 'eim', 'iotlb', 'aw_bits', 'dma_translation']],
  ['amd', ['intremap', 'iotlb', 'passthrough', 'xtsup']],
  ['virtio', ['aw_bits', 'granule', 'passthrough', 'xtsup']],
  ['smmuv3', ['pciBus', 'accel', ...ACCELERATED]],
])

const VIRTIO_BEFORE = ['passthrough', 'xtsup']
