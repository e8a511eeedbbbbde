import { rule } from '../../check/rule.ts'

/** On bhyve, a random number generator must be a virtio device that reads /dev/random. */
export const bhyveRng = rule({
  code: 'VMC2903',
  slug: 'bhyve-rng',
  severity: 'error',
  title: 'random number generator not supported by bhyve',
  help: 'On bhyve, an <rng> must have the model "virtio" and a backend of model "random", which always reads /dev/random. Change the model and the backend.',
  for: ['bhyve'],
  source: 'bhyve_domain.c: bhyveDomainDeviceDefValidate',
  on: 'devices/rng',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory><os><type>hvm</type></os>
<devices><rng model="virtio"><backend model="{builtin -> random}"/></rng></devices></domain>`,
  },
  *check(rng) {
    const [model, backend] = [rng.text('model'), rng.text('backend/model')]
    if (model !== undefined && model !== 'virtio') {
      yield rng.report(
        'model',
        `bhyve does not support the rng model "${model}"`,
        'use the model virtio',
      )
    }
    const path = rng.text('backend/path')?.trim()
    if (backend !== undefined && backend !== 'random') {
      yield rng.report(
        'backend/model',
        `bhyve does not support the rng backend "${backend}"`,
        'use the backend random',
      )
    } else if (backend !== undefined && path && path !== '/dev/random') {
      yield rng.report(
        'backend/path',
        `bhyve reads random numbers from /dev/random, not from ${path}`,
        'remove the path',
      )
    }
  },
})
