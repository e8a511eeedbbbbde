import { oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'

const page = 'drvlxc.html#inherit-namespaces'

/** `<lxc:sharenet>`: selects the existing network namespace that the container uses. */
export interface LxcShareNet extends Infer<typeof lxcShareNet> {}

const lxcShareNet = element(
  'lxc:sharenet',
  {
    /**
     * How the network namespace is selected: by the name of another container (`name`), by the ID of a process (`pid`),
     * or by the name of a namespace that was created with `ip netns` (`netns`).
     */
    type: required(attribute(oneOf('netns name pid'))),
    /** The container name, process ID or namespace name that selects the network namespace. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:shareipc>` or `<lxc:shareuts>`: selects the existing Linux namespace that the container uses. */
export interface LxcShare extends Infer<typeof lxcShare> {}

const lxcShare = element(
  'lxc:shareipc',
  {
    /**
     * How the Linux namespace is selected: by the name of another container (`name`) or by the ID of a process (`pid`).
     */
    type: required(attribute(oneOf('name pid'))),
    /** The name of the container, or the ID of the process, whose Linux namespace the container uses. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:namespace>`: the Linux namespaces that the container shares with another container or with a process. */
export interface LxcNamespace extends Infer<typeof lxcNamespace> {}

export const lxcNamespace = element(
  'lxc:namespace',
  {
    /** The existing network namespace that the container uses. It contains network interfaces, routes and ports. */
    sharenet: child<LxcShareNet>(lxcShareNet, { name: 'lxc:sharenet' }),
    /** The existing IPC namespace that the container uses. It contains System V IPC objects and message queues. */
    shareipc: child<LxcShare>(lxcShare, { name: 'lxc:shareipc' }),
    /** The existing UTS namespace that the container uses. It contains the host name and the domain name. */
    shareuts: child<LxcShare>(lxcShare, { name: 'lxc:shareuts' }),
  },
  { page },
)
