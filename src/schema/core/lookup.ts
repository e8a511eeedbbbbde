/**
 * Returns the value of an object for a key, or `undefined` if the object itself does not have the key. Use this function for
 * keys from documents, programs, options and files. `object[key]` is not safe for such keys, because it also finds inherited
 * properties such as `constructor` and `toString`.
 *
 * @example
 * lookup({ ide: 4 }, 'ide')           // 4
 * lookup({ ide: 4 }, 'constructor')   // undefined
 */
export function lookup<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
