import type { Graph, GraphDomains, GraphResource } from './graph.ts'
import { hostTitle, kindText, showsHosts } from './wording.ts'

/** Writes a picture as a Mermaid flow chart, which GitHub and GitLab draw in Markdown. */
export function mermaidOf({ hosts, resources, links }: Graph): string {
  const domain = ({ id, label }: GraphDomains): string => `${id}[${quoted(label)}]`
  const lines = showsHosts(hosts)
    ? hosts.flatMap((host, index) => [
        `subgraph h${index}[${quoted(hostTitle(host))}]`,
        ...host.domains.map(one => `  ${domain(one)}`),
        'end',
      ])
    : hosts.flatMap(host => host.domains.map(domain))
  lines.push(...resources.map(resource))
  lines.push(...links.map(({ from, to }) => `${from} --- ${to}`))
  return `flowchart LR\n${lines.map(line => `  ${line}\n`).join('')}`
}

function resource(one: GraphResource): string {
  const text = `${quoted(one.label, kindText(one))}`
  switch (one.kind) {
    case 'image':
    case 'volume':
    case 'pool':
      return `${one.id}[(${text})]`
    case 'folder':
      return `${one.id}[${text}]`
    default:
      return `${one.id}([${text}])`
  }
}

/** Joins lines to the label of a node. Characters that have a special meaning in Mermaid are escaped. */
const quoted = (...lines: readonly string[]): string =>
  `"${lines.map(line => line.replace(/[#"<>&`\\]/g, char => `#${char.charCodeAt(0)};`)).join('<br>')}"`
