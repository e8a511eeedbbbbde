import { rule } from '../../check/rule.ts'

/** QEMU must support the lifecycle actions of a domain. */
export const lifecycleAction = rule({
  code: 'VMC2150',
  slug: 'lifecycle-action',
  severity: 'error',
  title: 'lifecycle action not supported by QEMU',
  help: 'QEMU does not support the lifecycle action rename-restart. It supports the action preserve only for on_crash. libvirt also refuses the action restart for on_poweroff together with the action destroy for on_reboot. Use another action.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateLifecycleAction',
  on: 'domain',
  where: {
    on_poweroff: ['rename-restart', 'preserve', 'restart'],
    on_reboot: ['rename-restart', 'preserve'],
    on_crash: 'rename-restart',
  },
  example: {
    xml: '{<on_poweroff>preserve</on_poweroff> -> <on_crash>preserve</on_crash>}',
  },
  *check(domain) {
    for (const key of EVENTS) {
      const action = domain.text(key)
      if (action !== 'rename-restart' && !(action === 'preserve' && key !== 'on_crash')) continue
      yield domain.report(
        key,
        `QEMU does not support "${action}" for ${key}`,
        'use destroy or restart',
      )
    }
    if (domain.text('on_poweroff') !== 'restart' || domain.text('on_reboot') !== 'destroy') return
    yield domain.report(
      'on_reboot',
      'a guest cannot restart when it shuts down and end when it reboots',
      'use the default of one of the two: on_poweroff destroy, or on_reboot restart',
    )
  },
})

const EVENTS = ['on_poweroff', 'on_reboot', 'on_crash'] as const
