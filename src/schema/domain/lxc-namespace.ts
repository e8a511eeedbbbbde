import { oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'

const page = 'drvlxc.html#inherit-namespaces'

/** `<lxc:sharenet>`: the owner of the network namespace that the container uses. */
export interface LxcShareNet extends Infer<typeof lxcShareNet> {}

const lxcShareNet = element(
  'lxc:sharenet',
  {
    /** The kind of owner: another container by `name`, a process by `pid`, or a namespace created with `ip netns` (`netns`). */
    type: required(attribute(oneOf('netns name pid'))),
    /** The name of the container or namespace, or the process ID. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:shareipc>` or `<lxc:shareuts>`: the owner of the namespace that the container uses. */
export interface LxcShare extends Infer<typeof lxcShare> {}

const lxcShare = element(
  'lxc:shareipc',
  {
    /** The kind of owner: another container by `name`, or a process by `pid`. */
    type: required(attribute(oneOf('name pid'))),
    /** The name of the container, or the process ID. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:namespace>`: the namespaces that the container shares instead of having its own. */
export interface LxcNamespace extends Infer<typeof lxcNamespace> {}

export const lxcNamespace = element(
  'lxc:namespace',
  {
    /** The network namespace: network interfaces, routes and ports. */
    sharenet: child<LxcShareNet>(lxcShareNet, { name: 'lxc:sharenet' }),
    /** The IPC namespace: System V IPC objects and message queues. */
    shareipc: child<LxcShare>(lxcShare, { name: 'lxc:shareipc' }),
    /** The UTS namespace: the host name and domain name. */
    shareuts: child<LxcShare>(lxcShare, { name: 'lxc:shareuts' }),
  },
  { page },
)
