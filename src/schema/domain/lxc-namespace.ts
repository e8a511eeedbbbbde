import { oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'

const page = 'drvlxc.html#inherit-namespaces'

/** `<lxc:sharenet>`: the owner of the network namespace that the container uses. */
export interface LxcShareNet extends Infer<typeof lxcShareNet> {}

const lxcShareNet = element(
  'lxc:sharenet',
  {
    /**
     * The kind of owner of the network namespace: another container (`name`), a process (`pid`), or a namespace that was
     * created with `ip netns` (`netns`).
     */
    type: required(attribute(oneOf('netns name pid'))),
    /** The name of the container or of the network namespace, or the process ID. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:shareipc>` or `<lxc:shareuts>`: the owner of the namespace that the container uses. */
export interface LxcShare extends Infer<typeof lxcShare> {}

const lxcShare = element(
  'lxc:shareipc',
  {
    /** The kind of owner of the namespace: another container (`name`) or a process (`pid`). */
    type: required(attribute(oneOf('name pid'))),
    /** The name of the container, or the ID of the process, that owns the namespace. */
    value: required(attribute(text)),
  },
  { page },
)

/** `<lxc:namespace>`: the namespaces that the container shares with another container or with a process. */
export interface LxcNamespace extends Infer<typeof lxcNamespace> {}

export const lxcNamespace = element(
  'lxc:namespace',
  {
    /** The owner of the network namespace, which contains network interfaces, routes and ports. */
    sharenet: child<LxcShareNet>(lxcShareNet, { name: 'lxc:sharenet' }),
    /** The owner of the IPC namespace, which contains System V IPC objects and message queues. */
    shareipc: child<LxcShare>(lxcShare, { name: 'lxc:shareipc' }),
    /** The owner of the UTS namespace, which contains the host name and the domain name. */
    shareuts: child<LxcShare>(lxcShare, { name: 'lxc:shareuts' }),
  },
  { page },
)
