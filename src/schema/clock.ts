import { oneOf } from './codec.ts'
import { attribute, element, type Infer } from './element.ts'

/** `<clock>`: what the guest's clock shows when it starts. */
export interface Clock extends Infer<typeof clock> {}

export const clock = element(
  'clock',
  {
    /** `utc`, or `localtime` as Windows expects it; `utc` where it is left out. */
    offset: attribute(oneOf('utc localtime'), { was: 'sync', default: 'utc' }),
  },
  { lead: 'offset', page: 'formatdomain.html#time-keeping' },
)
