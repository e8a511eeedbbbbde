import { print, type Tag } from './mutate.ts'

/*
 * Changes to a valid document that a newer libvirt could accept: each breaks one thing that vmc knows.
 */

type Below = (count: number) => number
/** Changes a document in place, and returns whether the change was possible. */
type Change = (root: Tag, below: Below, others: readonly Tag[]) => boolean

const tagsIn = (tag: Tag): readonly Tag[] => [
  tag,
  ...tag.children.flatMap(child => (typeof child === 'string' ? [] : tagsIn(child))),
]

// The elements that other programs own have no rules.
const knownIn = (tag: Tag): readonly Tag[] => [
  tag,
  ...tag.children.flatMap(child =>
    typeof child === 'string' || child.name === 'metadata' || child.name.includes(':')
      ? []
      : knownIn(child),
  ),
]

const pick = <T>(list: readonly T[], below: Below): T | undefined => list[below(list.length)]

const hasText = ({ children }: Tag): boolean => children.some(child => typeof child === 'string')

const isName = ({ name }: Tag, root: Tag): boolean =>
  name === 'name' && root.children.some(child => typeof child !== 'string' && child.name === name)

const insert = (tag: Tag, child: Tag | string, below: Below): void => {
  tag.children.splice(below(tag.children.length + 1), 0, child)
}

/** The changes by name. */
const CHANGES: Readonly<Record<string, Change>> = {
  'a new element': (root, below) => {
    const tag = pick(
      knownIn(root).filter(tag => !hasText(tag)),
      below,
    )
    if (tag) insert(tag, { name: 'newelement', attributes: [['a', '1']], children: [] }, below)
    return tag !== undefined
  },
  'a new attribute': (root, below) => {
    pick(knownIn(root), below)!.attributes.push(['newattr', 'a < b'])
    return true
  },
  'a new attribute of a text': (root, below) => {
    const tag = pick(knownIn(root).filter(hasText), below)
    tag?.attributes.push(['newattr', '1'])
    return tag !== undefined
  },
  'a new value': (root, below) => {
    const attribute = pick(
      knownIn(root).flatMap(({ attributes }) => attributes),
      below,
    )
    if (attribute) attribute[1] = ['newvalue', '-7', '99999999999999999999', ''][below(4)]!
    return attribute !== undefined
  },
  'a new text': (root, below) => {
    const tag = pick(
      knownIn(root).filter(tag => hasText(tag) && !isName(tag, root)),
      below,
    )
    if (tag) tag.children = [['new text', '-7', '99999999999999999999'][below(3)]!]
    return tag !== undefined
  },
  'a text beside elements': (root, below) => {
    const tag = pick(
      knownIn(root).filter(tag => !hasText(tag)),
      below,
    )
    if (tag) insert(tag, 'new & text', below)
    return tag !== undefined
  },
  'an element that repeats': (root, below) => {
    const parent = pick(
      knownIn(root).filter(({ children }) => children.length > 0),
      below,
    )
    const child = parent && pick(parent.children, below)
    if (child === undefined || typeof child === 'string') return false
    insert(parent!, structuredClone(child), below)
    return true
  },
  'an element that became optional': (root, below) => {
    const parent = pick(
      knownIn(root).filter(({ children }) => children.length > 0),
      below,
    )
    const child = parent && pick(parent.children, below)
    if (child === undefined || typeof child === 'string' || isName(child, root)) return false
    parent!.children = parent!.children.filter(one => one !== child)
    return true
  },
  'an attribute that became optional': (root, below) => {
    const tag = pick(
      knownIn(root).filter(({ attributes }) => attributes.length > 0),
      below,
    )
    if (tag) tag.attributes.splice(below(tag.attributes.length), 1)
    return tag !== undefined
  },
  'a known part of another variant': (root, below, others) => {
    const tag = pick(knownIn(root), below)!
    const other = pick(
      tagsIn(pick(others, below)!).filter(({ name }) => name === tag.name),
      below,
    )
    if (!other || isName(tag, root)) return false
    const attribute = pick(other.attributes, below)
    const child = pick(other.children, below)
    if (attribute && !tag.attributes.some(([name]) => name === attribute[0]))
      tag.attributes.push([...attribute])
    else if (child !== undefined && typeof child !== 'string' && !hasText(tag))
      insert(tag, structuredClone(child), below)
    else return false
    return true
  },
}

/** A copy of a document with one random change. */
export function newerDocument(
  base: Tag,
  others: readonly Tag[],
  random: () => number,
): { readonly xml: string; readonly kind: string } {
  const below: Below = count => Math.floor(random() * count)
  for (;;) {
    const root = structuredClone(base)
    const [kind, change] = pick(Object.entries(CHANGES), below)!
    if (change(root, below, others)) return { xml: print(root), kind }
  }
}
