import { duplicates } from '../../check/duplicates.ts'
import { eachOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'

/** A sound or graphics device can refer only to an `<audio>` backend of its domain. Two backends cannot have the same ID. */
export const audioExists = rule({
  code: 'VMC2609',
  slug: 'audio-exists',
  severity: 'error',
  title: 'audio backend does not exist, or two have the same ID',
  help: 'The attribute "id" of <audio> in a sound or graphics device must be the ID of an <audio> backend of the domain. Each <audio> backend must have its own ID. Correct the ID, or add the backend.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainEnsureAudioID, virDomainAudioDefValidate; qemu_domain.c: qemuDomainDefCreateDefaultAudioBackend; QEMU refuses D-Bus graphics whose backend is missing',
  on: 'devices',
  needs: ['audio', 'sound/audio', 'graphics/audio'],
  example: {
    xml: `<devices>
  <sound model="ich9"><audio id="{2 -> 1}"/></sound>
  <audio id="1" type="none"/>
</devices>`,
  },
  *check(devices) {
    const backends = devices.each('audio')
    const uses = eachOf(devices, ['sound/audio', 'graphics/audio'])
    if (backends.length < 2 && uses.length === 0) return
    // If the domain has no audio backend, libvirt adds a backend with the ID 1, so a device can use this ID.
    const ids = new Set(
      backends.length === 0 ? [1] : backends.flatMap(backend => backend.number('id') ?? []),
    )
    for (const audio of uses) {
      const id = audio.number('id')
      if (id === undefined || ids.has(id)) continue
      yield audio.report(
        'id',
        `audio backend ${id} does not exist`,
        backends.length === 0
          ? `add it: .audio({ id: ${id}, type: 'none' }), in XML <audio id="${id}" type="none"/>`
          : `use the ID of a backend: ${[...ids].join(', ')}`,
      )
    }
    for (const { element, first, key } of duplicates(backends, backend => backend.number('id'))) {
      yield element.report('id', `two audio backends have the ID ${key}`, 'give each its own ID', {
        related: [first.related('id', 'first used here')],
      })
    }
  },
})
