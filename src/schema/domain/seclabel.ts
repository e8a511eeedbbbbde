import { no, oneOf, perVariant, text, withSince, yes, yesNo } from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  either,
  element,
  type Infer,
  leaf,
  many,
  requiredIn,
} from '../core/element.ts'

/** `<seclabel>` of a domain: how a security driver on the host confines the guest. */
export interface Seclabel extends Infer<typeof seclabel> {}

export const seclabel = element(
  'seclabel',
  {
    /**
     * How the guest gets its security label. The security driver generates the label (`dynamic`), the element `label`
     * contains it (`static`), or there is no label (`none`). Default: `dynamic`.
     */
    type: attribute(withSince(oneOf('dynamic static none'), { static: '0.6.2', none: '0.9.10' }), {
      default: 'dynamic',
    }),
    /**
     * The security driver that confines the guest: `selinux`, `apparmor` or `dac`. Default: the first driver of the
     * host.
     */
    model: attribute(text),
    /**
     * Whether libvirt also labels the domain's resources, such as disk images. For the type `dynamic`, libvirt always
     * labels them. For `none`, libvirt never labels them. For `static`, the default is no.
     */
    relabel: attribute(perVariant({ dynamic: yes, static: yesNo, none: no })),
    /**
     * The security label of the guest's hypervisor process: `user:role:type:level` for SELinux, a profile for AppArmor,
     * and `user:group` for DAC.
     */
    label: requiredIn(['static'], leaf(text, { in: ['dynamic', 'static'] })),
    /** The security label of the guest's resources, such as disk images. libvirt sets it while the domain runs. */
    imagelabel: leaf(text, { in: ['dynamic', 'static'], assigned: true }),
    /**
     * The base label, from which the security driver derives the dynamic label of the guest. Default: the driver's own
     * policy.
     */
    baselabel: leaf(text, { in: ['dynamic'] }),
  },
  {
    variantBy: 'type',
    assigned: ({ type, model, baselabel }) =>
      type === 'dynamic' && model !== undefined && baselabel === undefined,
    page: 'formatdomain.html#security-label',
  },
)

/**
 * `<seclabel>` in the source of a device: the security label of the device's source. It overrides the security label
 * that the domain sets.
 */
export interface DeviceSeclabel extends Infer<typeof deviceSeclabel> {}

export const deviceSeclabel = element(
  'seclabel',
  {
    /** The security driver that uses this label. Default: the driver of the domain. */
    model: attribute(text),
    /**
     * Whether libvirt labels the source of the device. `true` (the default) requires `label`. With `false`, the source
     * keeps its existing label.
     */
    relabel: attribute(yesNo),
    /**
     * Whether libvirt could not label the source of the device because the file system does not support labels. libvirt
     * reports this value. Since libvirt 1.1.2.
     */
    labelskip: attribute(yes, { since: '1.1.2' }),
    /** The security label of the device's source. */
    label: many(requiredIn(['yes'], leaf(text))),
  },
  {
    variantBy: 'relabel',
    choices: [either(['relabel', 'label'], 'labelskip'), atMostOne('label', 'labelskip')],
    page: 'formatdomain.html#security-label',
  },
)
