import { build } from '../../src/build/build.ts'
import { importDocuments } from '../../src/build/documents/import-xml.ts'
import { validateXml } from '../../src/build/documents/validate-xml.ts'
import { bridge, domain, file, pcieRootPort } from '../../src/index.ts'
import { GROWTH, MAX_SIZES } from './growth-documents.ts'
import type { Findings } from './measure.ts'

/** The CPU time, in milliseconds, from which a run is long enough. */
const LONG = 2000
/** The highest exponent that n log n has at these sizes. */
const MAX_EXPONENT = 1.2
const MAX_SIZE = 2 ** 20

/** The measured growth of one stage. */
interface Growth {
  readonly n: number
  readonly ms: number
  readonly exponent: number
}

/**
 * Measures how the time of validation, import and build grows with the devices of each kind, domains, findings, attributes
 * and comments: n doubles until a run takes two seconds of CPU. The figure is the exponent of the last three doublings.
 * GROWTH names a part of the rows.
 */
export async function run(quick: boolean): Promise<Findings> {
  const rows: string[][] = []
  let worst = 0
  for (const [name, work] of Object.entries(stages())) {
    if (!new RegExp(process.env.GROWTH ?? '').test(name)) continue
    const { n, ms, exponent } = await growthOf(
      work,
      quick ? LONG / 4 : LONG,
      MAX_SIZES[name.replace(/^.*: /, '')] ?? MAX_SIZE,
    )
    worst = Math.max(worst, exponent)
    rows.push([name, String(n), `${(ms / 1000).toFixed(2)} s`, exponent.toFixed(2)])
    console.log(rows.at(-1)!.join('  '))
  }
  return {
    tables: [[['stage and kind', 'n', 'CPU time', 'exponent'], ...rows]],
    targets: [{ what: 'highest exponent', figure: worst, most: MAX_EXPONENT, unit: '' }],
  }
}

type Work = (n: number) => () => unknown

function stages(): Readonly<Record<string, Work>> {
  const found: Record<string, Work> = {}
  for (const [kind, grow] of Object.entries(GROWTH)) {
    found[`validate: ${kind}`] = n => {
      const documents = grow(n)
      return () => documents.map(xml => validateXml(xml))
    }
    found[`import: ${kind}`] = n => {
      const documents = grow(n).map((xml, nth) => ({ xml, file: `${nth}.xml` }))
      return () => importDocuments(documents)
    }
    found[`import --clean: ${kind}`] = n => {
      const documents = grow(n).map((xml, nth) => ({ xml, file: `${nth}.xml` }))
      return () => importDocuments(documents, { clean: true })
    }
  }
  const q35 = (nth = 0) => domain(`fv${nth}`).q35().memory('1GiB')
  const one = (add: (d: ReturnType<typeof q35>, nth: number) => ReturnType<typeof q35>): Work => {
    return n => () => {
      let built = q35()
      for (let nth = 0; nth < n; nth++) built = add(built, nth)
      return build([built])
    }
  }
  found['build: disks'] = one((d, nth) => d.disk(file(`/${nth}.qcow2`)))
  found['build: NICs'] = one(d => d.nic(bridge('br0')))
  found['build: root ports'] = one(d => d.controller(pcieRootPort()))
  found['build: raw XML'] = one((d, nth) => d.xml(`<!-- ${nth} -->`))
  found['build: raw XML between other calls'] = one((d, nth) =>
    d.xml(`<!-- ${nth} -->`).title(`${nth}`),
  )
  found['build: metadata'] = one((d, nth) => d.metadata({ xml: `<a:b xmlns:a="urn:${nth}"/>` }))
  found['build: waivers'] = one((d, nth) => d.allow('image-shared', `reason ${nth}`))
  found['build: unknown attributes'] = one((d, nth) => d.attributes({ [`a${nth}`]: 1 }))
  found['build: unknown attributes between other calls'] = one((d, nth) =>
    d.attributes({ [`a${nth}`]: 1 }).title(`${nth}`),
  )
  found['build: unknown attributes of an object'] = one((d, nth) =>
    d.pm({ attributes: { [`a${nth}`]: 1 } }),
  )
  found['build: vCPU pins'] = one((d, nth) => d.pin(nth, nth % 64))
  found['build: titles'] = one((d, nth) => d.title(`${nth}`))
  found['build: bad disks in one call'] = n => () =>
    build([q35().disk(...Array.from({ length: n }, () => ({ type: 'bad' }) as never))])
  found['build: domains'] = n => () =>
    build(Array.from({ length: n }, (_, nth) => q35(nth).disk(file(`/${nth}.qcow2`))))
  return found
}

async function growthOf(work: Work, long: number, maxSize: number): Promise<Growth> {
  // The first run compiles the code and learns what the factories write.
  await work(4)()
  const times: number[] = []
  for (let n = 4; ; n *= 2) {
    const ms = await cpuTime(work(n))
    times.push(ms)
    if (ms < long && n < maxSize) continue
    const doublings = Math.min(3, times.length - 1)
    // The garbage collector and the compiler of the engine slow some runs down, so both sizes are measured again.
    const longer = Math.min(ms, await cpuTime(work(n)))
    const shorter = Math.min(times.at(-1 - doublings)!, await cpuTime(work(n / 2 ** doublings)))
    return { n, ms: longer, exponent: Math.log2(longer / shorter) / doublings }
  }
}

/** The CPU time of a call in milliseconds. */
async function cpuTime(call: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await call()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
