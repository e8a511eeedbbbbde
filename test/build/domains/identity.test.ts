import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { identify, macOf, nameOf, uuidOf } from '../../../src/build/domains/identity.ts'
import { bridge, type DomainBuilder, domain } from '../../../src/index.ts'
import type { Node } from '../../../src/tree/node.ts'
import { childAt, childrenAt, scalarAt } from '../../../src/tree/node.ts'
import { nodeOf } from '../../support/builders.ts'

const identity = suite('identity')

/** The UUID and the MAC addresses of each domain, by its name. */
const identified = (...domains: readonly DomainBuilder[]) =>
  Object.fromEntries(identify(domains.map(nodeOf)).map(node => [nameOf(node), identityOf(node)]))

const identityOf = (node: Node) => {
  const devices = childAt(node, 'devices')
  const nics = devices ? childrenAt(devices, 'interface') : []
  return [scalarAt(node, 'uuid'), ...nics.map(nic => scalarAt(nic, 'mac', 'address'))]
}

const nic = () => bridge('br0')

// These values must not change: a domain with the same name keeps its identity in every version of vmc.
identity('derives the same UUID from a name in every version', () => {
  assert.is(uuidOf('fv0'), '79465f73-6a53-5e6b-bf8b-f8d1fea8abf3')
  assert.is(uuidOf('web0'), 'c16efa51-5255-58d6-aef3-aa0d68036f49')
  assert.is(uuidOf('größe'), '2df2cb42-4b71-5fb3-a65e-e54358e993a8')
})

identity('derives another UUID in each project', () => {
  assert.is(uuidOf('web0', 'shop'), 'd7447ddd-f64c-5183-bcf7-69f2bf621007')
  assert.is(uuidOf('web0', 'crm'), '856abafa-65a1-5dc0-82f4-7785392da7e4')
  assert.is.not(uuidOf('b-c', 'a'), uuidOf('c', 'a-b'))
})

identity('the MAC addresses follow the project, also of a domain without a UUID', () => {
  const macs = (project?: string) =>
    [domain('fv0').nic(nic()), domain('fv0').uuid(false).nic(nic())].map(one => {
      const [node] = identify([nodeOf(one)], project)
      return identityOf(node!)[1]
    })
  const mac = macOf(uuidOf('fv0', 'shop'), '0', 0)
  assert.equal(macs('shop'), [mac, mac])
  assert.is.not(macs()[0], mac)
})

identity('derives the same MAC address in every version', () => {
  const uuid = '79465f73-6a53-5e6b-bf8b-f8d1fea8abf3'
  assert.is(macOf(uuid, '0', 0), '52:54:00:69:d5:c7')
  assert.is(macOf(uuid, '1', 0), '52:54:00:1c:e6:5c')
  assert.is(macOf(uuid, '0', 1), '52:54:00:90:77:bf')
  assert.is(macOf(uuid, 'ua-lan', 0), '52:54:00:bc:ae:c4')
})

identity('a MAC address depends on the name of the domain and the position of the NIC', () => {
  assert.equal(identified(domain('fv0').nic(nic()).nic(nic())), {
    fv0: [uuidOf('fv0'), macOf(uuidOf('fv0'), '0', 0), macOf(uuidOf('fv0'), '1', 0)],
  })
})

identity('a MAC address depends on the alias of the NIC, if the program sets one', () => {
  const lan = nic().alias({ name: 'ua-lan' })
  const { fv0 } = identified(domain('fv0').nic(lan))
  assert.equal(fv0, [uuidOf('fv0'), macOf(uuidOf('fv0'), 'ua-lan', 0)])
  const moved = identified(domain('fv0').nic(nic()).nic(lan)).fv0!
  assert.is(moved[2], fv0![1])
})

identity('keeps the UUID and the MAC address that the program sets', () => {
  const uuid = '00000000-0000-4000-8000-000000000000'
  const mac = '52:54:00:00:00:01'
  assert.equal(identified(domain('fv0').uuid(uuid).nic(nic().mac(mac)).nic(nic())), {
    fv0: [uuid, mac, macOf(uuid, '1', 0)],
  })
})

identity('a MAC address does not depend on the spelling of the UUID', () => {
  const spelled = (uuid: string) => identified(domain('fv0').uuid(uuid).nic(nic())).fv0![1]
  const address = spelled('79465f73-6a53-5e6b-bf8b-f8d1fea8abf3')
  assert.is(spelled('79465F736A535E6BBF8BF8D1FEA8ABF3'), address)
  assert.is(address, '52:54:00:69:d5:c7')
})

identity('fills in nothing if the program sets false', () => {
  assert.equal(identified(domain('fv0').uuid(false).nic(nic().mac(false)).nic(nic())), {
    fv0: [false, undefined, macOf(uuidOf('fv0'), '1', 0)],
  })
})

identity('resolves conflicts independently of the order of the exports', () => {
  const [first, second] = conflictingNames()
  const a = domain(first).nic(nic())
  const b = domain(second).nic(nic())
  const one = identified(a, b)
  assert.equal(identified(b, a), one)
  assert.equal(one, {
    [first]: [uuidOf(first), macOf(uuidOf(first), '0', 0)],
    [second]: [uuidOf(second), macOf(uuidOf(second), '0', 1)],
  })
})

/** Two sorted names whose first NICs would get the same address. */
function conflictingNames(): [string, string] {
  const names = new Map<string, string>()
  for (let i = 0; ; i++) {
    const name = `vm${i}`
    const mac = macOf(uuidOf(name), '0', 0)
    const other = names.get(mac)
    if (other !== undefined) return [other, name].sort() as [string, string]
    names.set(mac, name)
  }
}

identity('does not use an address that another domain sets, in any spelling', () => {
  const mac = macOf(uuidOf('fv0'), '0', 0)
  const { fv0 } = identified(
    domain('fv0').nic(nic()),
    domain('other').nic(nic().mac(mac.toUpperCase())),
  )
  assert.is(fv0![1], macOf(uuidOf('fv0'), '0', 1))
})

identity('gives ten thousand NICs different addresses', () => {
  const fleet = Array.from({ length: 5000 }, (_, i) => domain(`vm${i}`).nic(nic()).nic(nic()))
  const all = Object.values(identified(...fleet)).flatMap(([, ...macs]) => macs)
  assert.is(new Set(all).size, 10_000)
})

identity('returns a domain with nothing to fill in unchanged', () => {
  const given = nodeOf(domain('fv0').uuid(false).nic(nic().mac(false)))
  assert.is(identify([given])[0], given)
})

identity('a renamed domain keeps the UUID and the MAC addresses of its earlier name', () => {
  const { web0, www0 } = {
    ...identified(domain('web0').hvm().nic(nic())),
    ...identified(domain('www0').hvm().nic(nic()).formerly('web0')),
  }
  assert.equal(www0, web0)
})

identity.run()
