import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import { isBefore } from '../../check/target.ts'
import type { Filesystem } from '../../schema/domain/filesystem.ts'

/** The driver of a shared folder must support the settings of the folder. */
export const filesystemDriver = rule({
  code: 'VMC2894',
  slug: 'filesystem-driver',
  severity: 'error',
  title: 'setting not supported by the driver of a shared folder',
  help: 'The driver virtiofs supports neither <model> nor the attribute "multidevs". Only the driver virtiofs supports <sandbox> and <boot>. The drivers "handle" and "mtp" support only the accessmode "passthrough". QEMU supports neither <space_hard_limit> nor <space_soft_limit>. Remove the setting.',
  for: 'qemu',
  source:
    'qemu_validate.c: qemuValidateDomainDeviceDefFS; domain_validate.c: virDomainFSDefValidate',
  on: 'devices/filesystem',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount" {model="virtio" -> }><driver type="virtiofs"/><source dir="/srv"/><target dir="srv"/></filesystem>
</devices>`,
  },
  *check(filesystem, { target }) {
    const driver = filesystem.text('driver/type') ?? 'path'
    const message = (what: string) => `the driver "${driver}" does not support ${what}`
    if (driver === 'virtiofs') yield* checkVirtiofs(filesystem, message)
    else if (filesystem.has('boot'))
      yield filesystem.report('boot', message('a boot order'), 'leave <boot> out')
    const isNew = !isBefore(target, '11.3.0')
    if (driver !== 'virtiofs' && filesystem.has('binary/sandbox/mode') && isNew)
      yield filesystem.report('binary/sandbox', message('a sandbox'), 'leave <sandbox> out')
    const mode = filesystem.text('accessmode') ?? 'passthrough'
    const isLimited = driver === 'mtp' || (driver === 'handle' && isBefore(target, '12.2.0'))
    if (isLimited && mode !== 'passthrough')
      yield filesystem.report('accessmode', message(`the accessmode "${mode}"`), 'leave it out')
    for (const key of ['space_hard_limit', 'space_soft_limit'] as const) {
      const limit = filesystem.first(key)
      if (limit?.number('value') && isNew)
        yield limit.report('.', `QEMU does not support <${key}>`, `leave <${key}> out`)
    }
  },
})

function* checkVirtiofs(
  filesystem: Cursor<Filesystem>,
  message: (what: string) => string,
): Generator<RuleFinding> {
  if (filesystem.has('model')) yield filesystem.report('model', message('a model'), 'leave it out')
  const multidevs = filesystem.text('multidevs')
  if (multidevs !== undefined && multidevs !== 'default')
    yield filesystem.report('multidevs', message('multidevs'), 'leave it out')
}
