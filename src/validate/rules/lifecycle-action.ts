import { place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What becomes of a guest that ends is what its hypervisor can do. */
export const lifecycleAction: Rule = {
  code: 'VMC2150',
  slug: 'lifecycle-action',
  severity: 'warning',
  title: 'end that QEMU does not know',
  help: 'On QEMU nothing is renamed at its end, only a crash is preserved, and a reboot that destroys does not go with a shutdown that reboots.',
  hypervisors: QEMU,
  about: ['on_poweroff', 'on_reboot', 'on_crash'],
  wrong: { xml: '<on_poweroff>preserve</on_poweroff>' },
  right: { xml: '<on_crash>preserve</on_crash>' },
  *check(domain) {
    for (const key of ['on_poweroff', 'on_reboot', 'on_crash']) {
      const action = spelled(domain, key)
      if (action !== 'rename-restart' && !(action === 'preserve' && key !== 'on_crash')) continue
      yield {
        message: `QEMU does not know "${action}" for ${key}`,
        ...place(domain, key),
        help: 'use destroy or restart',
      }
    }
    const [off, reboot] = ['on_poweroff', 'on_reboot'].map(key => spelled(domain, key))
    if (off !== 'restart' || reboot !== 'destroy') return
    yield {
      message: 'a guest cannot restart when it shuts down and end when it reboots',
      ...place(domain, 'on_reboot'),
      help: 'let one of the two be the usual: on_poweroff destroy, on_reboot restart',
    }
  },
}
