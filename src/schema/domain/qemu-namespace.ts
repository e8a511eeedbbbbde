import { matching, oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'drvqemu.html#pass-through-of-arbitrary-qemu-commands'

/** `<qemu:arg>`: an argument of the QEMU command line. */
export interface QemuArg extends Infer<typeof qemuArg> {}

const qemuArg = element(
  'qemu:arg',
  {
    /** The text of the argument. libvirt passes it to QEMU unchanged. */
    value: required(attribute(text)),
  },
  { lead: 'value', page },
)

/** `<qemu:env>`: an environment variable of QEMU. */
export interface QemuEnv extends Infer<typeof qemuEnv> {}

const qemuEnv = element(
  'qemu:env',
  {
    /** The name of the environment variable. */
    name: required(
      attribute(
        matching(/[a-zA-Z0-9_]+/, 'the name of an environment variable, such as "QEMU_DEBUG"'),
      ),
    ),
    /** The value of the environment variable. Default: empty. */
    value: attribute(text),
  },
  { page },
)

/** `<qemu:commandline>`: arguments and environment variables that libvirt passes to QEMU unchanged. */
export interface QemuCommandline extends Infer<typeof qemuCommandline> {}

export const qemuCommandline = element(
  'qemu:commandline',
  {
    /** The arguments that libvirt appends to QEMU's command line: `{ arg: ['-device', 'foo'] }`. */
    arg: many(child<QemuArg>(qemuArg, { name: 'qemu:arg' })),
    /** The environment variables of QEMU. */
    env: many(child<QemuEnv>(qemuEnv, { name: 'qemu:env' })),
  },
  { page },
)

/** `<qemu:add>` or `<qemu:del>`: a QEMU capability. */
export interface QemuCapability extends Infer<typeof qemuCapability> {}

const qemuCapability = element(
  'qemu:add',
  {
    /** The name that libvirt uses for the capability, such as `blockdev`. */
    capability: required(attribute(text)),
  },
  { lead: 'capability', page: 'drvqemu.html#control-of-qemu-feature-flags' },
)

/** `<qemu:capabilities>`: changes to the QEMU capabilities that libvirt has detected. Use it only for experiments. */
export interface QemuCapabilities extends Infer<typeof qemuCapabilities> {}

export const qemuCapabilities = element(
  'qemu:capabilities',
  {
    /** The capabilities that libvirt assumes QEMU has. */
    add: many(child<QemuCapability>(qemuCapability, { name: 'qemu:add' })),
    /** The capabilities that libvirt assumes QEMU does not have. */
    del: many(child<QemuCapability>(qemuCapability, { name: 'qemu:del' })),
  },
  { page: 'drvqemu.html#control-of-qemu-feature-flags' },
)

/** `<qemu:deprecation>`: what QEMU does when libvirt uses a deprecated feature. */
export interface QemuDeprecation extends Infer<typeof qemuDeprecation> {}

export const qemuDeprecation = element(
  'qemu:deprecation',
  {
    /**
     * The reaction of QEMU to deprecated features: no reaction (`none`), leave deprecated features out of replies (`omit`),
     * reject commands (`reject`), or abort QEMU (`crash`).
     */
    behavior: required(attribute(oneOf('none omit reject crash'))),
  },
  { lead: 'behavior', page: 'drvqemu.html#control-of-qemu-deprecation-warnings' },
)

/** `<qemu:property>`: a property of a QEMU device. */
export interface QemuProperty extends Infer<typeof qemuProperty> {}

const qemuProperty = element(
  'qemu:property',
  {
    /** The name of the property of the QEMU device. */
    name: required(attribute(text)),
    /** The type of the value of the property. `remove` removes a property that libvirt sets. */
    type: required(attribute(oneOf('string signed unsigned bool remove'))),
    /** The value of the property. Not set for the type `remove`. */
    value: attribute(text),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:frontend>`: the guest side of a device. */
export interface QemuFrontend extends Infer<typeof qemuFrontend> {}

const qemuFrontend = element(
  'qemu:frontend',
  {
    /** The properties of the QEMU device. */
    property: many(child<QemuProperty>(qemuProperty, { name: 'qemu:property' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:device>`: a QEMU device whose properties are changed. */
export interface QemuDevice extends Infer<typeof qemuDevice> {}

const qemuDevice = element(
  'qemu:device',
  {
    /** The alias of the device, such as `ua-disk0`. */
    alias: required(attribute(text)),
    /** The guest side of the device. */
    frontend: child<QemuFrontend>(qemuFrontend, { name: 'qemu:frontend' }),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:override>`: sets properties of QEMU devices that libvirt's format does not support. */
export interface QemuOverride extends Infer<typeof qemuOverride> {}

export const qemuOverride = element(
  'qemu:override',
  {
    /** The QEMU devices whose properties are changed. Each device is identified by its alias. */
    device: many(child<QemuDevice>(qemuDevice, { name: 'qemu:device' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)
