import { text } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<xen:arg>`: one command-line argument for Xen's device model, QEMU. */
export interface XenArg extends Infer<typeof xenArg> {}

const xenArg = element(
  'xen:arg',
  {
    /** The text of the command-line argument, which libvirt passes to Xen's device model unchanged. */
    value: required(attribute(text)),
  },
  { lead: 'value', page: 'drvxen.html' },
)

/** `<xen:commandline>`: extra command-line arguments for Xen's device model. */
export interface XenCommandline extends Infer<typeof xenCommandline> {}

export const xenCommandline = element(
  'xen:commandline',
  {
    /** One command-line argument for Xen's device model. libvirt appends the argument to the command line. */
    arg: many(child<XenArg>(xenArg, { name: 'xen:arg' })),
  },
  { page: 'drvxen.html' },
)

/** `<bhyve:arg>`: one command-line argument for bhyve. */
export interface BhyveArg extends Infer<typeof bhyveArg> {}

const bhyveArg = element(
  'bhyve:arg',
  {
    /** The text of the command-line argument, which libvirt passes to bhyve unchanged. */
    value: required(attribute(text)),
  },
  { lead: 'value', page: 'drvbhyve.html' },
)

/** `<bhyve:commandline>`: extra command-line arguments for bhyve. */
export interface BhyveCommandline extends Infer<typeof bhyveCommandline> {}

export const bhyveCommandline = element(
  'bhyve:commandline',
  {
    /** One command-line argument for bhyve. libvirt appends the argument to the command line. */
    arg: many(child<BhyveArg>(bhyveArg, { name: 'bhyve:arg' })),
  },
  { page: 'drvbhyve.html' },
)
