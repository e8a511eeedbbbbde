import { stringWidth } from '../diagnostics/width.ts'
import type { Graph, GraphResource } from './graph.ts'
import { hostTitle, kindText, showsHosts } from './wording.ts'

/** A rectangle, in pixels. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The text in the box of a node, as lines. `full` is the whole first line, if the first line was shortened. */
interface NodeText {
  readonly id: string
  readonly lines: readonly string[]
  readonly full?: string
  /** The kind of the resource. Not set if the node represents domains. */
  readonly kind?: GraphResource['kind']
}

/** A node and its position. */
export type PlacedNode = NodeText & Box

/**
 * The size of the picture, and the positions of the hosts, nodes and curves in it. Hosts and domains are on the left. Resources
 * are on the right. A curve connects a domain with a resource.
 */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly hosts: readonly (Box & { readonly title: string })[]
  readonly nodes: readonly PlacedNode[]
  readonly links: readonly { readonly from: Box; readonly to: Box }[]
}

/** Distances in the picture, in pixels. `CELL` is the width of a character in the fixed-width font. */
const CELL = 8
const LINE = 18
const PADDING = 12
const SPACE = 12
const TITLE = 28
const MARGIN = 20
const CURVES = 160

/** The maximum width of a text in a node, in character cells. A longer text is shortened. */
const MAX_CELLS = 60

/**
 * Computes the positions of hosts, nodes and curves in a picture. The resources of a host are to the right of the host. The
 * resources of storage servers are at the bottom.
 */
export function layoutOf({ hosts, resources, links }: Graph): Layout {
  const hasBoxes = showsHosts(hosts)
  const inset = hasBoxes ? PADDING : 0
  const titles = hasBoxes ? hosts.map(host => shortened(hostTitle(host))) : []
  const domainTexts = hosts.map(host => host.domains.map(({ id, label }) => textOf(id, [label])))
  const left = Math.max(widthOf(domainTexts.flat()), widthOf([{ lines: titles }]))
  const resourceTexts = resources.map(one => ({
    ...textOf(one.id, [one.label, kindText(one)]),
    kind: one.kind,
    host: one.host,
  }))
  const right = resources.length === 0 ? -CURVES : widthOf(resourceTexts)
  const resourceX = MARGIN + left + 2 * inset + CURVES

  const places = new Map<string, PlacedNode>()
  const place = (texts: readonly NodeText[], x: number, y: number, width: number): void => {
    let next = y
    for (const { id, lines, full, kind } of texts) {
      const text = { id, lines, ...(full !== undefined && { full }), ...(kind && { kind }) }
      places.set(id, { ...text, x, y: next, width, height: heightOf(lines.length) })
      next += heightOf(lines.length) + SPACE
    }
  }
  const boxes: (Box & { readonly title: string })[] = []
  let y = MARGIN
  for (const [index, host] of hosts.entries()) {
    const domains = domainTexts[index]!
    // If no domain has a host, all resources are drawn beside the domains.
    const own = resourceTexts.filter(one => one.host === host.name)
    const domainsHeight = stackHeight(domains) + (hasBoxes ? TITLE + PADDING : 0)
    const height = Math.max(domainsHeight, stackHeight(own))
    const top = y + (height - domainsHeight) / 2
    if (hasBoxes)
      boxes.push({
        title: titles[index]!,
        ...{ x: MARGIN, y: top, width: left + 2 * inset, height: domainsHeight },
      })
    place(domains, MARGIN + inset, top + (hasBoxes ? TITLE : 0), left)
    place(inOrder(own, links, places), resourceX, y + (height - stackHeight(own)) / 2, right)
    y += height + 2 * SPACE
  }
  const elsewhere = resourceTexts.filter(one => !places.has(one.id))
  place(inOrder(elsewhere, links, places), resourceX, y, right)
  if (elsewhere.length > 0) y += stackHeight(elsewhere) + 2 * SPACE

  return {
    width: resourceX + right + MARGIN,
    height: Math.max(0, y - 2 * SPACE) + MARGIN,
    hosts: boxes,
    nodes: [...places.values()],
    links: links.map(({ from, to }) => ({ from: places.get(from)!, to: places.get(to)! })),
  }
}

/** Sorts resources by the positions of the domains that use them, so that few curves cross. */
function inOrder<T extends NodeText>(
  resources: readonly T[],
  links: Graph['links'],
  places: ReadonlyMap<string, Box>,
): readonly T[] {
  const heights = new Map(resources.map(({ id }) => [id, { sum: 0, count: 0 }]))
  for (const { from, to } of links) {
    const height = heights.get(to)
    if (!height) continue
    height.sum += places.get(from)?.y ?? 0
    height.count++
  }
  const height = ({ id }: T): number => {
    const { sum, count } = heights.get(id)!
    return sum / count
  }
  return resources.toSorted((a, b) => height(a) - height(b))
}

function textOf(id: string, lines: readonly [string, ...string[]]): NodeText {
  const shown = lines.map(shortened)
  return { id, lines: shown, ...(shown[0] !== lines[0] && { full: lines[0] }) }
}

/**
 * Returns a text that fits into a node. If the text is too long, its beginning is cut off, because paths usually differ at
 * their end.
 */
function shortened(text: string): string {
  if (stringWidth(text) <= MAX_CELLS) return text
  const characters = [...text]
  while (stringWidth(characters.join('')) >= MAX_CELLS) characters.shift()
  return `…${characters.join('')}`
}

const heightOf = (lines: number): number => lines * LINE + PADDING

const stackHeight = (texts: readonly NodeText[]): number =>
  texts.reduce((sum, { lines }) => sum + heightOf(lines.length) + SPACE, -SPACE)

const widthOf = (texts: readonly { readonly lines: readonly string[] }[]): number =>
  2 * PADDING +
  CELL *
    texts
      .flatMap(({ lines }) => lines)
      .reduce((width, line) => Math.max(width, stringWidth(line)), 0)
