import { rule } from '../../check/rule.ts'

/** A size must not exceed the numbers that libvirt computes with. */
export const sizeOverflow = rule({
  code: 'VMC2060',
  slug: 'size-overflow',
  severity: 'error',
  title: 'a size is too large for libvirt to read',
  help: 'libvirt computes sizes in KiB, up to 8 EiB, and refuses a larger one. Check the number and its unit; a memory size without a unit is in KiB.',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainParseMemory, virDomainParseMemoryLimit; virutil.c: virMemoryMaxValue',
  on: [
    'memory',
    'currentMemory',
    'maxMemory',
    'memoryBacking/hugepages/page',
    'memtune/hard_limit',
    'memtune/soft_limit',
    'memtune/min_guarantee',
    'memtune/swap_hard_limit',
    'cpu/numa/cell',
    'devices/controller/pcihole64',
    'devices/memory/source/pagesize',
    'devices/memory/source/alignsize',
    'devices/memory/target/size',
    'devices/memory/target/requested',
    'devices/memory/target/block',
    'devices/memory/target/label/size',
  ],
  example: {
    ts: ".memtune({ hard_limit: '{16EiB -> 16GiB}' })",
    xml: '<memtune><hard_limit unit="{EiB -> GiB}">16</hard_limit></memtune>',
  },
  *check(size) {
    const key = size.name === 'cell' ? 'memory' : size.name === 'page' ? 'size' : 'value'
    const bytes = size.bytes(key)
    if (bytes !== undefined && bytes > MAX_BYTES)
      yield size.report(
        key,
        `${size.text(key)} ${size.text('unit') ?? 'KiB'} are more than libvirt can read`,
        'write at most 9007199254740991 KiB',
      )
  },
})

const MAX_BYTES = (2n ** 53n - 1n) * 1024n
