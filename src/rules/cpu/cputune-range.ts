import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The CPU time of a guest is limited to a range that the host's kernel accepts. */
export const cputuneRange = rule({
  code: 'VMC2424',
  slug: 'cputune-range',
  severity: 'error',
  title: 'CPU quota, shares or memory bandwidth out of range',
  help: 'A quota in <cputune> must be from 1000 to 17592186044415 microseconds. A quota of 0 or less means no limit. Before libvirt 9.1.0, <shares> must be from 2 to 262144, and the bandwidth in <memorytune> must be at most 100. Correct the number.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDefCputuneValidate',
  on: 'cputune',
  example: {
    xml: '<cputune><period>100000</period><quota>{500 -> 50000}</quota></cputune>',
  },
  *check(cputune, { target }) {
    for (const field of QUOTAS) {
      const quota = cputune.number(field)
      if (quota === undefined || quota <= 0 || (quota >= 1000 && quota <= MAX_QUOTA)) continue
      yield cputune.report(
        field,
        `${field} cannot be ${quota} microseconds`,
        `use a number from 1000 to ${MAX_QUOTA}, or -1 for no limit`,
      )
    }
    const shares = cputune.number('shares')
    // libvirt 9.0.0 limits shares and bandwidths, and libvirt 11.3.0 does not. The first release without the limits is not
    // known, so this rule checks only releases before 9.1.
    if (!isBefore(target, '9.1.0')) return
    if (shares !== undefined && shares !== 0 && (shares < 2 || shares > 262_144))
      yield cputune.report('shares', `shares cannot be ${shares}`, 'use a number from 2 to 262144')
    for (const node of cputune.each('memorytune/node')) {
      const bandwidth = node.number('bandwidth')
      if (bandwidth === undefined || bandwidth <= 100) continue
      yield node.report(
        'bandwidth',
        `the memory bandwidth cannot be ${bandwidth} %`,
        'use a number up to 100',
      )
    }
  },
})

const MAX_QUOTA = 17_592_186_044_415

const QUOTAS = ['quota', 'global_quota', 'emulator_quota', 'iothread_quota'] as const
