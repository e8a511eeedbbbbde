/**
 * The value of a table for a key, or `undefined` where the table has no such key of its own. A key that comes from a
 * document, a program, an option or a file goes through here: `table[key]` would find what every object inherits, such
 * as `constructor` and `toString`.
 *
 * @example
 * lookup({ ide: 4 }, 'ide')           // 4
 * lookup({ ide: 4 }, 'constructor')   // undefined
 */
export function lookup<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
