import { matching } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#traffic-filtering-with-nwfilter'

/** `<parameter>` of a `<filterref>`: a variable of the filter. */
export interface FilterParameter extends Infer<typeof filterParameter> {}

const filterParameter = element(
  'parameter',
  {
    /** The name of the variable, as `IP`; one that stands several times is a list. */
    name: required(attribute(matching(/[a-zA-Z0-9_]+/, 'letters, digits and "_"'))),
    /** Its value. */
    value: required(attribute(matching(/[a-zA-Z0-9_.:]+/, 'letters, digits, "_", "." and ":"'))),
  },
  { page },
)

/** `<filterref>`: the filter that the traffic of a card passes. */
export interface Filterref extends Infer<typeof filterref> {}

export const filterref = element(
  'filterref',
  {
    /** The name of the filter, as `clean-traffic`. */
    filter: required(
      attribute({
        ...matching(
          /[\p{L}\p{Nl}_][\p{L}\p{N}\p{M}_.\-·]*/u,
          'a name that begins with a letter, as "clean-traffic"',
        ),
        collapses: true,
      }),
    ),
    /** The variables of the filter. */
    parameter: many(child<FilterParameter>(filterParameter)),
  },
  { lead: 'filter', page },
)
