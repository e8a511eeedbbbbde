import { matching } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#traffic-filtering-with-nwfilter'

/** `<parameter>` of a `<filterref>`: the name and value of a variable of the network filter. */
export interface FilterParameter extends Infer<typeof filterParameter> {}

const filterParameter = element(
  'parameter',
  {
    /**
     * The name of the network filter's variable, such as `IP`. If several `<parameter>` elements have the same name,
     * the variable is a list.
     */
    name: required(attribute(matching(/[a-zA-Z0-9_]+/, 'letters, digits and "_"'))),
    /** The value of the network filter's variable. */
    value: required(attribute(matching(/[a-zA-Z0-9_.:]+/, 'letters, digits, "_", "." and ":"'))),
  },
  { page },
)

/** `<filterref>`: the network filter for the traffic of a NIC. */
export interface Filterref extends Infer<typeof filterref> {}

export const filterref = element(
  'filterref',
  {
    /** The name of the network filter, such as `clean-traffic`. */
    filter: required(
      attribute({
        ...matching(
          /[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}_.\-·]*/u,
          'a name that begins with a letter, such as "clean-traffic"',
        ),
        collapsesWhitespace: true,
      }),
    ),
    /** The variables of the network filter, with their values. */
    parameter: many(child<FilterParameter>(filterParameter)),
  },
  { lead: 'filter', page },
)
