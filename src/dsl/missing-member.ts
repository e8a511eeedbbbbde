/**
 * A property that a program read from a builder, but that the builder does not have. The program probably called the property
 * as a method.
 */
export interface MissingMember {
  /** The name of the builder class, such as `DiskBuilder`. */
  readonly builder: string
  readonly name: string
}

let last: MissingMember | undefined

/** The last property that a program read from a builder that does not have it. */
export const lastMissingMember = (): MissingMember | undefined => last

// `Reflect.get` is stored here, because a program may change `Reflect` later.
const { get: read } = Reflect

/**
 * The prototype of all builders. If a program calls a method that does not exist, JavaScript's error names neither the object
 * nor its class. So the prototype records the name of the builder and of the property.
 */
export const builderPrototype: object = new Proxy(
  {},
  {
    get(target, key, builder: object) {
      if (typeof key === 'string' && !(key in target))
        last = { builder: builder.constructor.name, name: key }
      return read(target, key, builder)
    },
  },
)
