import { matching, oneOf, text } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'drvqemu.html#pass-through-of-arbitrary-qemu-commands'

/** `<qemu:arg>`: one argument that libvirt appends to the QEMU command line. */
export interface QemuArg extends Infer<typeof qemuArg> {}

const qemuArg = element(
  'qemu:arg',
  {
    /** The text of the command-line argument. libvirt passes the text to QEMU unchanged. */
    value: required(attribute(text)),
  },
  { lead: 'value', page },
)

/** `<qemu:env>`: one environment variable that libvirt sets for QEMU. */
export interface QemuEnv extends Infer<typeof qemuEnv> {}

const qemuEnv = element(
  'qemu:env',
  {
    /** The name of the environment variable that libvirt sets for QEMU. */
    name: required(
      attribute(
        matching(/[a-zA-Z0-9_]+/, 'the name of an environment variable, such as "QEMU_DEBUG"'),
      ),
    ),
    /** The value of the environment variable that libvirt sets for QEMU. Default: empty. */
    value: attribute(text),
  },
  { page },
)

/** `<qemu:commandline>`: command-line arguments and environment variables that libvirt passes to QEMU unchanged. */
export interface QemuCommandline extends Infer<typeof qemuCommandline> {}

export const qemuCommandline = element(
  'qemu:commandline',
  {
    /** The arguments that libvirt appends to the QEMU command line, such as `{ arg: ['-device', 'foo'] }`. */
    arg: many(child<QemuArg>(qemuArg, { name: 'qemu:arg' })),
    /** The environment variables that libvirt sets for QEMU. */
    env: many(child<QemuEnv>(qemuEnv, { name: 'qemu:env' })),
  },
  { page },
)

/** `<qemu:add>` or `<qemu:del>`: a QEMU capability that libvirt assumes to be present or absent. */
export interface QemuCapability extends Infer<typeof qemuCapability> {}

const qemuCapability = element(
  'qemu:add',
  {
    /** The name that libvirt uses for the QEMU capability, such as `blockdev`. */
    capability: required(attribute(text)),
  },
  { lead: 'capability', page: 'drvqemu.html#control-of-qemu-feature-flags' },
)

/**
 * `<qemu:capabilities>`: changes to the QEMU capabilities that libvirt has detected. Use the element only for
 * experiments.
 */
export interface QemuCapabilities extends Infer<typeof qemuCapabilities> {}

export const qemuCapabilities = element(
  'qemu:capabilities',
  {
    /** The capabilities that QEMU has according to the domain XML, even if libvirt has not detected them. */
    add: many(child<QemuCapability>(qemuCapability, { name: 'qemu:add' })),
    /** The capabilities that QEMU does not have according to the domain XML, even if libvirt has detected them. */
    del: many(child<QemuCapability>(qemuCapability, { name: 'qemu:del' })),
  },
  { page: 'drvqemu.html#control-of-qemu-feature-flags' },
)

/** `<qemu:deprecation>`: how QEMU reacts when libvirt uses a deprecated feature. */
export interface QemuDeprecation extends Infer<typeof qemuDeprecation> {}

export const qemuDeprecation = element(
  'qemu:deprecation',
  {
    /**
     * How QEMU reacts when libvirt uses a deprecated feature. `none` means no reaction, `omit` hides deprecated
     * features from libvirt, `reject` rejects the command, and `crash` aborts QEMU.
     */
    behavior: required(attribute(oneOf('none omit reject crash'))),
  },
  { lead: 'behavior', page: 'drvqemu.html#control-of-qemu-deprecation-warnings' },
)

/** `<qemu:property>`: a property of a QEMU device that is changed. */
export interface QemuProperty extends Infer<typeof qemuProperty> {}

const qemuProperty = element(
  'qemu:property',
  {
    /** The name of the property of the QEMU device. */
    name: required(attribute(text)),
    /** The type of the property's value. `remove` removes a property that libvirt sets. */
    type: required(attribute(oneOf('string signed unsigned bool remove'))),
    /** The value of the QEMU device's property. It is omitted for the type `remove`. */
    value: attribute(text),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:frontend>`: the guest side of a QEMU device. */
export interface QemuFrontend extends Infer<typeof qemuFrontend> {}

const qemuFrontend = element(
  'qemu:frontend',
  {
    /** The properties of the QEMU device that are changed. */
    property: many(child<QemuProperty>(qemuProperty, { name: 'qemu:property' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:device>`: a QEMU device with changed properties. */
export interface QemuDevice extends Infer<typeof qemuDevice> {}

const qemuDevice = element(
  'qemu:device',
  {
    /** The alias of the QEMU device, such as `ua-disk0`. */
    alias: required(attribute(text)),
    /** The guest side of the QEMU device, whose properties are changed. */
    frontend: child<QemuFrontend>(qemuFrontend, { name: 'qemu:frontend' }),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)

/** `<qemu:override>`: sets properties of QEMU devices that libvirt's own XML elements cannot set. */
export interface QemuOverride extends Infer<typeof qemuOverride> {}

export const qemuOverride = element(
  'qemu:override',
  {
    /** The QEMU devices with changed properties. Each device is identified by its alias. */
    device: many(child<QemuDevice>(qemuDevice, { name: 'qemu:device' })),
  },
  { page: 'drvqemu.html#overriding-properties-of-qemu-devices' },
)
