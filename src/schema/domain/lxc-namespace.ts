import { oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'

const page = 'drvlxc.html#inherit-namespaces'

/** `<lxc:sharenet>`: where a container's network comes from. */
export interface LxcShareNet extends Infer<typeof lxcShareNet> {}

const lxcShareNet = element(
  'lxc:sharenet',
  {
    /** Another container's, by its `name`; a process', by its `pid`; or one that `ip netns` made (`netns`). */
    type: required(attribute(oneOf('netns name pid'))),
    /** The name, or the number of the process. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:shareipc>` or `<lxc:shareuts>`: whose namespace a container shares. */
export interface LxcShare extends Infer<typeof lxcShare> {}

const lxcShare = element(
  'lxc:shareipc',
  {
    /** Another container's, by its `name`, or a process', by its `pid`. */
    type: required(attribute(oneOf('name pid'))),
    /** The name, or the number of the process. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:namespace>`: namespaces that a container shares instead of having its own. */
export interface LxcNamespace extends Infer<typeof lxcNamespace> {}

export const lxcNamespace = element(
  'lxc:namespace',
  {
    /** Interfaces, routes and ports. */
    sharenet: child<LxcShareNet>(lxcShareNet, { name: 'lxc:sharenet' }),
    /** System V's objects and message queues. */
    shareipc: child<LxcShare>(lxcShare, { name: 'lxc:shareipc' }),
    /** The names of host and domain. */
    shareuts: child<LxcShare>(lxcShare, { name: 'lxc:shareuts' }),
  },
  { page },
)
