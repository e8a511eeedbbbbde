import { matching, oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'drvqemu.html#pass-through-of-arbitrary-qemu-commands'

/** `<qemu:arg>`: one argument of QEMU's command line. */
export interface QemuArg extends Infer<typeof qemuArg> {}

const qemuArg = element(
  'qemu:arg',
  {
    /** The argument, as it stands on the command line. */
    value: required(attribute(text)),
  },
  { lead: 'value', page },
)

/** `<qemu:env>`: one environment variable of QEMU. */
export interface QemuEnv extends Infer<typeof qemuEnv> {}

const qemuEnv = element(
  'qemu:env',
  {
    /** The name of the variable. */
    name: required(
      attribute(matching(/[a-zA-Z0-9_]+/, 'the name of an environment variable, as "QEMU_DEBUG"')),
    ),
    /** Its value; empty where it is left out. */
    value: attribute(text),
  },
  { page },
)

/** `<qemu:commandline>`: arguments and variables for QEMU that libvirt hands on as they are. */
export interface QemuCommandline extends Infer<typeof qemuCommandline> {}

export const qemuCommandline = element(
  'qemu:commandline',
  {
    /** One argument, added at the end: `{ arg: ['-device', 'foo'] }`. */
    arg: many(child<QemuArg>(qemuArg, { name: 'qemu:arg' })),
    /** One environment variable. */
    env: many(child<QemuEnv>(qemuEnv, { name: 'qemu:env' })),
  },
  { page },
)

/** `<qemu:add>` or `<qemu:del>`: an ability of QEMU by the name libvirt has for it. */
export interface QemuCapability extends Infer<typeof qemuCapability> {}

const qemuCapability = element(
  'qemu:add',
  {
    /** The name, such as `blockdev`. */
    capability: required(attribute(text)),
  },
  { lead: 'capability', page: 'drvqemu.html#control-of-qemu-feature-flags' },
)

/** `<qemu:capabilities>`: what libvirt is to take QEMU for being able to do; for trying things out. */
export interface QemuCapabilities extends Infer<typeof qemuCapabilities> {}

export const qemuCapabilities = element(
  'qemu:capabilities',
  {
    /** An ability to reckon with. */
    add: many(child<QemuCapability>(qemuCapability, { name: 'qemu:add' })),
    /** An ability not to reckon with. */
    del: many(child<QemuCapability>(qemuCapability, { name: 'qemu:del' })),
  },
  { page: 'drvqemu.html#control-of-qemu-feature-flags' },
)

/** `<qemu:deprecation>`: what QEMU does when libvirt uses something that is going to be removed. */
export interface QemuDeprecation extends Infer<typeof qemuDeprecation> {}

export const qemuDeprecation = element(
  'qemu:deprecation',
  {
    /** Nothing, leaving it out of answers (`omit`), refusing commands (`reject`), or ending itself (`crash`). */
    behavior: required(attribute(oneOf('none omit reject crash'))),
  },
  { lead: 'behavior', page: 'drvqemu.html#control-of-qemu-deprecation-warnings' },
)

/** `<qemu:property>`: one property of one of QEMU's devices. */
export interface QemuProperty extends Infer<typeof qemuProperty> {}

const qemuProperty = element(
  'qemu:property',
  {
    /** The name that QEMU has for it. */
    name: required(attribute(text)),
    /** How the value is written, or `remove` for a property that libvirt sets and should not. */
    type: required(attribute(oneOf('string signed unsigned bool remove'))),
    /** The value; none to remove it. */
    value: attribute(text),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:frontend>`: the guest's side of a device. */
export interface QemuFrontend extends Infer<typeof qemuFrontend> {}

const qemuFrontend = element(
  'qemu:frontend',
  {
    /** One property of the device. */
    property: many(child<QemuProperty>(qemuProperty, { name: 'qemu:property' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:device>`: a device whose properties are overridden. */
export interface QemuDevice extends Infer<typeof qemuDevice> {}

const qemuDevice = element(
  'qemu:device',
  {
    /** The device's alias, such as `ua-disk0`. */
    alias: required(attribute(text)),
    /** The guest's side of it. */
    frontend: child<QemuFrontend>(qemuFrontend, { name: 'qemu:frontend' }),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:override>`: properties of QEMU's devices that libvirt has no words for. */
export interface QemuOverride extends Infer<typeof qemuOverride> {}

export const qemuOverride = element(
  'qemu:override',
  {
    /** One device, by its alias. */
    device: many(child<QemuDevice>(qemuDevice, { name: 'qemu:device' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)
