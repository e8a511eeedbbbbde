import { rule } from '../../check/rule.ts'

/** A guest can have only one smart card. */
export const smartcardOnce = rule({
  code: 'VMC2818',
  slug: 'smartcard-once',
  severity: 'error',
  title: 'second smart card, or smart card with an invalid address',
  help: 'QEMU supports only one smart card, in slot 0 of CCID controller 0. Keep one <smartcard>, and remove its address or correct it.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainSmartcardDef',
  on: 'devices/smartcard',
  example: {
    xml: '<devices><smartcard mode="host"/>{<smartcard mode="host"/> -> }</devices>',
  },
  *check(smartcard, { domain }) {
    if ((smartcard.index ?? 1) > 1) {
      const [first] = domain.each('devices/smartcard')
      yield smartcard.report('.', 'a guest has only one smart card', 'remove this one', {
        related: first ? [first.related('.', 'the first one')] : [],
      })
      return
    }
    const address = smartcard.first('address')
    if (!address) return
    if (!address.number('controller') && !address.number('slot')) return
    yield address.report(
      '.',
      'the smart card is in slot 0 of controller 0',
      'leave its address to libvirt',
    )
  },
})
