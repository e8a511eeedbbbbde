import type { Graph, GraphDomains, GraphResource } from './graph.ts'
import { hostTitle, kindText, showsHosts } from './wording.ts'

/** Writes a picture in the language of Graphviz, for `dot -Tsvg`. */
export function dotOf({ hosts, resources, links }: Graph): string {
  const domain = ({ id, label }: GraphDomains): string => `${id} [label=${quoted(label)}]`
  const lines = showsHosts(hosts)
    ? hosts.flatMap((host, index) => [
        `subgraph cluster_${index} {`,
        `  label=${quoted(hostTitle(host))}`,
        ...host.domains.map(one => `  ${domain(one)}`),
        '}',
      ])
    : hosts.flatMap(host => host.domains.map(domain))
  lines.push(...resources.map(resource))
  lines.push(...links.map(({ from, to }) => `${from} -- ${to}`))
  return `${HEAD}${lines.map(line => `  ${line}\n`).join('')}}\n`
}

const HEAD = `graph fleet {
  rankdir=LR
  ranksep=1.5
  node [shape=box fontname="sans-serif"]
  graph [fontname="sans-serif"]
`

function resource(one: GraphResource): string {
  const isStorage = one.kind === 'image' || one.kind === 'volume' || one.kind === 'pool'
  const shape = isStorage ? 'cylinder' : one.kind === 'folder' ? 'folder' : 'oval'
  return `${one.id} [label=${quoted(one.label, kindText(one))} shape=${shape}]`
}

/** Joins lines to the label of a node. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map(line => line.replace(/["\\]/g, '\\$&')).join('\\n')}"`
