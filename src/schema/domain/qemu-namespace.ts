import { matching, oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'drvqemu.html#pass-through-of-arbitrary-qemu-commands'

/** `<qemu:arg>`: an argument of the QEMU command line. */
export interface QemuArg extends Infer<typeof qemuArg> {}

const qemuArg = element(
  'qemu:arg',
  {
    /** The argument, which libvirt passes to QEMU unchanged. */
    value: required(attribute(text)),
  },
  { lead: 'value', page },
)

/** `<qemu:env>`: an environment variable of QEMU. */
export interface QemuEnv extends Infer<typeof qemuEnv> {}

const qemuEnv = element(
  'qemu:env',
  {
    /** The name of the variable. */
    name: required(
      attribute(
        matching(/[a-zA-Z0-9_]+/, 'the name of an environment variable, such as "QEMU_DEBUG"'),
      ),
    ),
    /** The value of the variable. Default: empty. */
    value: attribute(text),
  },
  { page },
)

/** `<qemu:commandline>`: arguments and environment variables that libvirt passes to QEMU unchanged. */
export interface QemuCommandline extends Infer<typeof qemuCommandline> {}

export const qemuCommandline = element(
  'qemu:commandline',
  {
    /** The arguments, which libvirt appends to the command line: `{ arg: ['-device', 'foo'] }`. */
    arg: many(child<QemuArg>(qemuArg, { name: 'qemu:arg' })),
    /** The environment variables. */
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

/** `<qemu:capabilities>`: overrides for the QEMU capabilities that libvirt detects, for experiments. */
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
     * The reaction to deprecated features: nothing (`none`), leave deprecated features out of replies (`omit`), reject
     * commands (`reject`), or abort QEMU (`crash`).
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
    /** The name of the property in QEMU. */
    name: required(attribute(text)),
    /** The type of the value, or `remove` to drop a property that libvirt sets. */
    type: required(attribute(oneOf('string signed unsigned bool remove'))),
    /** The value of the property; omitted with `type` "remove". */
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

/** `<qemu:device>`: a device with overridden properties. */
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
    /** The QEMU devices with overridden properties, identified by alias. */
    device: many(child<QemuDevice>(qemuDevice, { name: 'qemu:device' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)
