import { rule } from '../../check/rule.ts'

/** NUMA cells must be numbered from 0 without a gap. A distance must refer to an existing cell. */
export const numaCells = rule({
  code: 'VMC2106',
  slug: 'numa-cells',
  severity: 'error',
  title: 'id or distance of a NUMA cell is out of range or used twice',
  help: 'The ids of the cells in <numa> must be 0, 1, 2 and so on, without a gap. Each distance must refer to one of these cells. The distance from a cell to itself is 10. The distance from a cell to another cell is from 11 to 255. Correct the ids and distances, or leave them out.',
  for: 'all',
  source:
    'numa_conf.c: virDomainNumaDefParseXML; numa_conf.c: virDomainNumaDefNodeDistanceParseXML',
  on: 'cpu/numa',
  example: {
    xml: '<vcpu>2</vcpu><cpu><numa><cell id="{1 -> 0}" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>',
  },
  *check(numa) {
    const cells = numa.each('cell')
    const last = cells.length - 1
    const seen = new Set<number>()
    for (const [index, cell] of cells.entries()) {
      const id = cell.number('id') ?? index
      if (id > last || seen.has(id)) {
        yield cell.report(
          'id',
          seen.has(id)
            ? `two NUMA cells have the id ${id}`
            : `the NUMA cell id ${id} is not between 0 and ${last}`,
          'number the cells from 0 without a gap, or leave the ids out',
        )
      }
      seen.add(id)
      for (const sibling of cell.each('distances/sibling')) {
        const other = sibling.number('id')
        const value = sibling.number('value')
        if (value !== undefined && (value === LOCAL) !== (other === id))
          yield sibling.report(
            'value',
            other === id
              ? `the distance of NUMA cell ${id} to itself is ${LOCAL}, not ${value}`
              : `the distance ${LOCAL} is only that of a cell to itself`,
            other === id ? `use ${LOCAL}` : 'use a number from 11 to 255',
          )
        if (other === undefined || other <= last) continue
        yield sibling.report(
          'id',
          `the distance from NUMA cell ${id} is to cell ${other}, which does not exist`,
          last === 0 ? 'the only cell is 0' : `the guest has cells 0 to ${last}`,
        )
      }
    }
  },
})

/** The distance from a NUMA cell to itself, which the ACPI specification sets to 10. */
const LOCAL = 10
