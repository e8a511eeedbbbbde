import { text } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

/** `<xen:arg>`: one argument of QEMU's command line, under Xen. */
export interface XenArg extends Infer<typeof xenArg> {}

const xenArg = element(
  'xen:arg',
  {
    /** The argument, as it stands on the command line. */
    value: required(attribute(text)),
  },
  { lead: 'value', page: 'drvxen.html' },
)

/** `<xen:commandline>`: arguments for Xen's device model that libvirt hands on as they are. */
export interface XenCommandline extends Infer<typeof xenCommandline> {}

export const xenCommandline = element(
  'xen:commandline',
  {
    /** One argument, added at the end. */
    arg: many(child<XenArg>(xenArg, { name: 'xen:arg' })),
  },
  { page: 'drvxen.html' },
)

/** `<bhyve:arg>`: one argument of bhyve's command line. */
export interface BhyveArg extends Infer<typeof bhyveArg> {}

const bhyveArg = element(
  'bhyve:arg',
  {
    /** The argument, as it stands on the command line. */
    value: required(attribute(text)),
  },
  { lead: 'value', page: 'drvbhyve.html' },
)

/** `<bhyve:commandline>`: arguments for bhyve that libvirt hands on as they are. */
export interface BhyveCommandline extends Infer<typeof bhyveCommandline> {}

export const bhyveCommandline = element(
  'bhyve:commandline',
  {
    /** One argument, added at the end. */
    arg: many(child<BhyveArg>(bhyveArg, { name: 'bhyve:arg' })),
  },
  { page: 'drvbhyve.html' },
)
