import { rule } from '../../check/rule.ts'

/** The unit of a memory size without a unit is KiB. If such a size is very small, the user probably meant another unit. */
export const memoryPlausible = rule({
  code: 'VMC2003',
  slug: 'memory-plausible',
  severity: 'warning',
  title: 'implausibly small memory size',
  help: 'A memory size without a unit is in KiB, so 2048 is only 2 MiB. Write the unit, as in GiB(2), MiB(512) or "2GiB".',
  for: 'all',
  source: 'advice: libvirt accepts any size above 0, but few guests boot with so little memory',
  on: 'memory',
  example: {
    ts: '.memory({2048 -> MiB(2048)})',
    xml: '{<memory>2048</memory> -> <memory unit="MiB">2048</memory>}',
  },
  *check(memory) {
    const value = memory.number('value')
    if (value === undefined || value >= MIN_KIB || memory.has('unit')) return
    yield memory.report(
      '.',
      `a number without a unit counts KiB: this guest gets ${amountOf(value)}`,
      `write the unit: unit="${unitFor(value)}", in a program ${unitFor(value)}(${value})`,
    )
  },
})

const MIN_KIB = 16 * 1024

/** The unit that the user probably meant with a memory size that has no unit. */
const unitFor = (value: number): string => (value < 64 ? 'GiB' : 'MiB')

/** Formats a size in KiB for a message. From 1 MiB, the text also contains the size in MiB. */
const amountOf = (kib: number): string =>
  kib < 1024 ? `${kib} KiB` : `${kib} KiB, which is ${Math.floor(kib / 102.4) / 10} MiB`
