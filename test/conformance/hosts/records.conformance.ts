// New domains on a real libvirt daemon: libvirt's own documents, each twice under two names. The record of each domain must contain
// what libvirt made of it, whether vmc has predicted that or not.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import { defineDomains } from '../../../src/hosts/apply/define.ts'
import { lockHost } from '../../../src/hosts/apply/lock.ts'
import type { Connection, VirshCommand } from '../../../src/hosts/connection.ts'
import { isSettled, makePlan, type NewDomain } from '../../../src/hosts/plan/plan.ts'
import { readHosts } from '../../../src/hosts/read-hosts.ts'
import { VirshConnection } from '../../../src/hosts/virsh/virsh-connection.ts'
import { domain as domainElement } from '../../../src/schema/domain/domain.ts'
import { childAt, type Node, withoutSlot, withSlot } from '../../../src/tree/node.ts'
import { read as readXml } from '../../../src/xml/read.ts'
import { missingForHosts, startHost } from '../../support/libvirt-hosts.ts'
import { folder } from '../../support/vmc.ts'
import { libvirtDir, skipped } from '../corpus.ts'
import { corpusDomains } from './corpus-domains.ts'

const test = suite('records of new domains')
const STEP = Number(process.env.CORPUS_STEP ?? 12)

const missing = missingForHosts() ?? (libvirtDir === undefined ? skipped : undefined)
if (missing !== undefined) {
  console.log(`skipped: ${missing}`)
  test.skip('records of new domains')
} else {
  const hv1 = startHost('hv1')
  const host = { name: 'hv1', uri: hv1.uri }
  const settings = { env: process.env, timeout: 120 }

  async function planFor(programs: readonly Node[]) {
    const domains = programs.map(written => ({ written, filled: fill([written], 'shop')[0]! }))
    return makePlan({ project: 'shop', domains, hosts: await readHosts([host], settings) })
  }

  test('the record of each domain is what libvirt made of it', async () => {
    const programs = corpusDomains()
      .filter((_, index) => index % STEP === 0)
      .flatMap(({ name, xml }) => {
        const { node } = readXml(xml, domainElement)
        return node ? [named(node, name), named(node, `twin-of-${name}`)] : []
      })
    const { domains, macs } = await planFor(programs)
    const news = domains.filter((one): one is NewDomain => one.status === 'new')
    assert.is(news.length, programs.length)
    const virsh = new VirshConnection(hv1.uri, settings)
    const done: VirshCommand[] = []
    const connection: Connection = {
      batch: (commands, options) => {
        done.push(...commands)
        return virsh.batch(commands, options)
      },
    }
    const lock = await lockHost(connection, { project: 'shop' })
    const session = { connection, lock, host, project: 'shop', macs, backups: folder() }
    const [read] = await readHosts([host], settings)
    const at = { ...session, libvirt: read!.inventory!.libvirt }
    // libvirt refuses some of the documents.
    const outcomes = await defineDomains(at, news, { keepsGoing: true })
    await lock.release()
    const isDefined = outcomes.map(({ kind }) => kind === 'defined')
    const defined = isDefined.filter(Boolean).length
    const recorded = done.filter(([word]) => word === 'metadata').length
    console.log(`${news.length} new domains, ${defined} defined, ${recorded} of them written twice`)
    for (const [index, { kind }] of outcomes.entries())
      assert.is(kind === 'defined' || outcomes[index ^ 1]!.kind === kind, true, news[index]!.name)
    const after = await planFor(programs)
    const unsettled = after.domains.filter((one, index) => isDefined[index] && !isSettled(one))
    assert.equal(
      unsettled.map(({ name }) => name),
      [],
    )
    assert.ok(defined > programs.length / 2)
    assert.ok(recorded < 0.75 * defined, `${recorded} of ${defined} are written twice`)
  })

  /** A document under another name, without a UUID and MAC addresses of its own. */
  function named(node: Node, name: string): Node {
    const { origin } = node
    const other = withSlot(withoutSlot(node, 'uuid'), 'name', { value: name, origin })
    const devices = childAt(other, 'devices')
    const nics = devices?.fields.interface
    if (!devices || !nics || !Array.isArray(nics.value)) return other
    const value = nics.value.map(nic => withoutSlot(nic as Node, 'mac'))
    return withSlot(other, 'devices', {
      value: withSlot(devices, 'interface', { ...nics, value }),
      origin,
    })
  }
}

test.run()
