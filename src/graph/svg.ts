import { escapeText } from '../xml/escape.ts'
import type { Graph } from './graph.ts'
import { type Box, type Layout, layoutOf, type PlacedNode } from './svg-layout.ts'
import type { ResourceKind } from './uses.ts'

/** Writes a picture as an SVG file that needs no other files. Its background is white. */
export function svgOf(graph: Graph): string {
  const { width, height, hosts, nodes, links } = layoutOf(graph)
  const parts = [
    '<title>Hosts, domains, and what they share</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...hosts.map(
      ({ title, ...box }) =>
        `${rectangle(box, '#f6f8fa', '#d0d7de')}${text(title, box.x + 12, box.y + 19, 'font-weight="bold"')}`,
    ),
    ...links.map(curve),
    ...nodes.map(node),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}" font-size="13" fill="#1f2328">
${parts.map(part => `${part}\n`).join('')}</svg>
`
}

// In a monospace font, every character has the same width, so the width of a text can be computed without loading the font.
const FONT = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"

const COLORS: Readonly<Record<ResourceKind | 'domain', string>> = {
  domain: '#fff',
  bridge: '#ddf4ff',
  network: '#ddf4ff',
  interface: '#ddf4ff',
  image: '#fff8c5',
  volume: '#fff8c5',
  pool: '#dafbe1',
  folder: '#dafbe1',
}

function node({ kind, lines, full, ...box }: PlacedNode): string {
  const texts = lines.map((line, index) =>
    text(line, box.x + 12, box.y + 19 + index * 18, index === 0 ? '' : 'fill="#59636e"'),
  )
  const shape = `${rectangle(box, COLORS[kind ?? 'domain'], '#818b98')}${texts.join('')}`
  return full === undefined ? shape : `<g><title>${escapeText(full)}</title>${shape}</g>`
}

const rectangle = ({ x, y, width, height }: Box, fill: string, stroke: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}"/>`

const text = (content: string, x: number, y: number, attributes: string): string =>
  `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escapeText(content)}</text>`

function curve({ from, to }: Layout['links'][number]): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2]
  const [x2, y2] = [to.x, to.y + to.height / 2]
  const middle = (x1 + x2) / 2
  return `<path d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}" fill="none" stroke="#818b98"/>`
}
