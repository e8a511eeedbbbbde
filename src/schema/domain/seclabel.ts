import { inVariant, newer, no, oneOf, text, yes, yesNo } from '../core/codec.ts'
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

/** `<seclabel>` of a domain: how a security driver of the host confines it. */
export interface Seclabel extends Infer<typeof seclabel> {}

export const seclabel = element(
  'seclabel',
  {
    /** How the label comes about: made by the driver, as given, or not at all. `dynamic` where it is left out. */
    type: attribute(newer(oneOf('dynamic static none'), { static: '0.6.2', none: '0.9.10' }), {
      default: 'dynamic',
    }),
    /** The security driver, `selinux`, `apparmor` or `dac`; the host's first one where it is left out. */
    model: attribute(text),
    /**
     * Whether the domain's resources are labelled too. A dynamic label always does that, `none` never; with a static one
     * it is no where it is left out.
     */
    relabel: attribute(inVariant({ dynamic: yes, static: yesNo, none: no })),
    /** The label of the guest's process: `user:role:type:level` of SELinux, a profile of AppArmor, `user:group` of dac. */
    label: requiredIn(['static'], leaf(text, { in: ['dynamic', 'static'] })),
    /** The label of the guest's resources, which libvirt sets while the domain runs. */
    imagelabel: leaf(text, { in: ['dynamic', 'static'], assigned: true }),
    /** The label the driver derives the dynamic one from; its own policy where it is left out. */
    baselabel: leaf(text, { in: ['dynamic'] }),
  },
  {
    by: 'type',
    assigned: ({ type, model, baselabel }) =>
      type === 'dynamic' && model !== undefined && baselabel === undefined,
    page: 'formatdomain.html#security-label',
  },
)

/** `<seclabel>` of one source of a device: how a security driver labels it, unlike the domain's other resources. */
export interface DeviceSeclabel extends Infer<typeof deviceSeclabel> {}

export const deviceSeclabel = element(
  'seclabel',
  {
    /** The security driver; the domain's where it is left out. */
    model: attribute(text),
    /** `false` leaves the label of the source alone; `true`, where it is left out, gives it the `label`. */
    relabel: attribute(yesNo),
    /** The source could not be labelled, on a file system without labels: libvirt reports it. Since libvirt 1.1.2. */
    labelskip: attribute(yes, { since: '1.1.2' }),
    /** The label of the source. */
    label: many(requiredIn(['yes'], leaf(text))),
  },
  {
    by: 'relabel',
    choices: [either(['relabel', 'label'], 'labelskip'), atMostOne('label', 'labelskip')],
    page: 'formatdomain.html#security-label',
  },
)
