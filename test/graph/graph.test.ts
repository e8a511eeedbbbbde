import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dotOf } from '../../src/graph/dot.ts'
import { type Graph, graphOf } from '../../src/graph/graph.ts'
import { mermaidOf } from '../../src/graph/mermaid.ts'
import { compareNames, nameList } from '../../src/graph/names.ts'
import { svgOf } from '../../src/graph/svg.ts'
import { type Box, layoutOf } from '../../src/graph/svg-layout.ts'
import type { DomainUses, Resource } from '../../src/graph/uses.ts'
import { golden } from '../support/golden.ts'

const test = suite('graph')

const ofHost = (kind: Resource['kind'], name: string): Resource => ({ kind, name, isOfHost: true })
const bridge = (name: string) => ofHost('bridge', name)
const image = (name: string) => ofHost('image', name)
const domain = (name: string, resources: readonly Resource[], host?: string): DomainUses => ({
  name,
  resources,
  ...(host !== undefined && { host }),
})
const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))

const archive: Resource = { kind: 'image', name: 'rbd://mon1/vms/archive', isOfHost: false }

/** Three domains that share some things. */
const three = [
  domain('db', [bridge('br0'), bridge('br1'), image('/srv/db.qcow2')]),
  domain('web', [bridge('br0'), image('/srv/web.qcow2'), image('/srv/debian.iso')]),
  domain('mail', [bridge('br0'), image('/srv/mail.qcow2'), image('/srv/debian.iso')]),
]

/** Three hundred domains on two hosts and one domain without a host. */
const many = [
  ...times(200, n => domain(`web${n}`, [bridge('br0'), image('/srv/a.iso')], `hv${(n % 2) + 1}`)),
  ...times(90, n => domain(`app${n}`, [bridge(`vlan${n}`), archive], `hv${(n % 2) + 1}`)),
  ...times(9, n => domain(`db${n}`, [bridge('br0'), archive, ofHost('pool', 'vms')], 'hv1')),
  domain('spare', [ofHost('network', 'default')]),
]

/** What a picture shows, as text. */
const shownBy = ({ hosts, resources, links }: Graph): readonly string[] =>
  hosts.flatMap(host =>
    host.domains.map(({ id, label }) => {
      const used = links.filter(({ from }) => from === id).map(({ to }) => to)
      const labels = resources
        .filter(one => used.includes(one.id))
        .map(one => `${one.kind} ${one.label}`)
      return `${host.name ?? '-'}: ${label}: ${labels.join('; ')}`
    }),
  )

test('three domains have a node each, with their networks and the images that they share', () => {
  assert.equal(shownBy(graphOf(three)), [
    '-: db: bridge br0; bridge br1',
    '-: web: bridge br0; image /srv/debian.iso',
    '-: mail: bridge br0; image /srv/debian.iso',
  ])
})

test('three hundred domains are grouped by their host, by what they use, and by their names', () => {
  assert.equal(shownBy(graphOf(many)), [
    'hv1: web0 … web198 (100): bridge br0; image /srv/a.iso',
    'hv1: app0 … app88 (45): image rbd://mon1/vms/archive; bridge vlan0 … vlan88 (45)',
    'hv1: db0 … db8 (9): bridge br0; image rbd://mon1/vms/archive; pool vms',
    'hv2: web1 … web199 (100): bridge br0; image /srv/a.iso',
    'hv2: app1 … app89 (45): image rbd://mon1/vms/archive; bridge vlan1 … vlan89 (45)',
    '-: spare: network default',
  ])
})

test('a bridge of each host is its own, and an image on a storage server is the same for all', () => {
  const { resources } = graphOf(many)
  assert.equal(
    resources.filter(one => one.label === 'br0').map(one => one.host),
    ['hv1', 'hv2'],
  )
  assert.equal(
    resources.filter(one => one.label === archive.name).map(one => one.host),
    [undefined],
  )
})

test('many domains with unrelated names share a node if they use the same', () => {
  const words = times(
    300,
    n =>
      `${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]}${'uvw'[Math.floor(n / 100)]}`,
  )
  const uses = words.map((name, n) => domain(name, [bridge(n < 100 ? 'br0' : 'br1')]))
  assert.equal(shownBy(graphOf(uses)), [
    '-: aku … jtu (100): bridge br0',
    '-: akv … jtw (200): bridge br1',
  ])
})

test('two domains with a bridge of their own each are not connected', () => {
  const { links, resources } = graphOf([
    domain('db', [bridge('br1')]),
    domain('web', [bridge('br2')]),
  ])
  assert.equal(
    resources.map(one => one.label),
    ['br1', 'br2'],
  )
  assert.equal(
    links.map(({ from, to }) => `${from} ${to}`),
    ['d0 r0', 'd1 r1'],
  )
})

test('names are in the order of their numbers, however long', () => {
  assert.is(nameList(['web10', 'web2', 'web1']), 'web1 … web10 (3)')
  assert.is(nameList(['b', 'a']), 'a, b')
  assert.is(
    nameList([`a${'9'.repeat(30)}`, `a1${'0'.repeat(30)}`, 'a']),
    `a … a1${'0'.repeat(30)} (3)`,
  )
  assert.is(compareNames('a01', 'a1'), -1)
  assert.is(compareNames('a', 'a'), 0)
  assert.is(nameList(['a\u001b[31m']), 'a\\u001b[31m')
})

const printers = { 'mermaid.mmd': mermaidOf, 'dot.dot': dotOf, 'svg.svg': svgOf }
const fleets = { three, many, none: [] }

for (const [file, print] of Object.entries(printers))
  for (const [name, uses] of Object.entries(fleets))
    test(`${file} of ${name} is the golden file`, () => {
      golden(new URL(`./golden/${name}-${file}`, import.meta.url), print(graphOf(uses)))
    })

test('characters that have a meaning in a format are escaped', () => {
  const odd = graphOf([domain('a"b\\c<d>#&`', [bridge('x"]--->')])])
  assert.match(mermaidOf(odd), 'd0["a#34;b#92;c#60;d#62;#35;#38;#96;"]')
  assert.match(dotOf(odd), 'd0 [label="a\\"b\\\\c<d>#&`"]')
  assert.match(svgOf(odd), '>a"b\\c&lt;d&gt;#&amp;`</text>')
})

const isInside = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const long = [
  domain(`${'n'.repeat(200)}`, [image(`/${'x'.repeat(300)}/a.iso`)], 'h'.repeat(150)),
  domain('監視サーバー', [image(`/${'x'.repeat(300)}/a.iso`)], 'h'.repeat(150)),
]

for (const [name, uses] of Object.entries({ ...fleets, long }))
  test(`in the image of ${name}, nothing overlaps or is cut off`, () => {
    const { nodes, hosts, width, height } = layoutOf(graphOf(uses))
    const image = { x: 0, y: 0, width, height }
    for (const [index, node] of nodes.entries()) {
      assert.ok(isInside(node, image), node.id)
      for (const other of nodes.slice(index + 1))
        assert.not.ok(overlap(node, other), `${node.id} and ${other.id}`)
      for (const line of node.lines) {
        // Characters outside ASCII are up to two cells wide. A cell has 8 pixels, and a box 12 pixels of space on each side.
        const cells = [...line].reduce((sum, one) => sum + (one > '\u2e80' ? 2 : 1), 0)
        assert.ok(cells * 8 + 24 <= node.width, line)
      }
    }
    for (const [index, host] of hosts.entries()) {
      assert.ok(isInside(host, image), host.title)
      for (const other of hosts.slice(index + 1)) assert.not.ok(overlap(host, other), host.title)
      for (const node of nodes)
        assert.ok(isInside(node, host) || !overlap(node, host), `${node.id} and ${host.title}`)
    }
  })

test('a long path keeps its end, and is shown in full where the pointer is', () => {
  const svg = svgOf(graphOf(long))
  assert.match(svg, /<title>\/x{300}\/a\.iso<\/title>/)
  assert.match(svg, />…x+\/a\.iso<\/text>/)
})

test.run()
