/*
 * Programs that attack the process they run in: they throw what cannot be read, change what vmc uses, and export what is not
 * what it seems. `d` is a function that makes a domain.
 */

const MODULES = `import { domain, file, GiB } from 'libvmc'
const d = (name = 'fv0') => domain(name).q35().acpi().memory(GiB(1)).disk(file('/' + name + '.qcow2'))
`

const WRONG = "export default d().disk({ type: 'bad' } as never)"
const RIGHT = 'export default d()'

/** What each program does after it has imported the language. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'throws null': 'throw null',
  'throws a symbol': "throw Symbol('a')",
  'throws a function': 'throw () => 1',
  'throws a builder': 'throw d()',
  'throws a frozen error': "throw Object.freeze(new Error('frozen'))",
  'throws a value that cannot be inspected':
    "throw { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no') } }",
  'throws a proxy of a record':
    "throw new Proxy({}, { get() { throw new Error('get') }, getPrototypeOf() { throw new Error('prototype') }, ownKeys() { throw new Error('keys') } })",
  'throws a proxy of an error':
    "throw new Proxy(new Error('x'), { get() { throw new Error('get') }, getPrototypeOf() { throw new Error('prototype') } })",
  'throws a revoked proxy':
    'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy',
  ...Object.fromEntries(
    ['stack', 'message', 'name', 'cause', 'code'].flatMap(key =>
      Object.entries({
        'that throws': `{ get() { throw new Error('${key}') } }`,
        'that throws a number': '{ get() { throw 1 } }',
        'that is a symbol': "{ value: Symbol('x') }",
        'that is a number': '{ value: 5 }',
        'that has no text': '{ value: Object.create(null) }',
      }).map(([how, property]) => [
        `throws an error with a ${key} ${how}`,
        `const error = new Error('x'); Object.defineProperty(error, '${key}', ${property}); throw error`,
      ]),
    ),
  ),
  'throws an error that causes itself':
    "const a = new Error('a'); const b = new Error('b', { cause: a }); a.cause = b; throw a",
  'throws an error with 100,000 causes':
    "let e = new Error('0'); for (let n = 0; n < 100000; n++) e = new Error('n' + n, { cause: e }); throw e",
  'throws an error with a message of 100 MB': "throw new Error('x'.repeat(1e8))",
  'rejects later':
    "setTimeout(() => Promise.reject(new Error('late')), 0); await new Promise(r => setTimeout(r, 50)); export default d()",
  'throws in a microtask': "queueMicrotask(() => { throw new Error('late') }); export default d()",
  'overflows the stack': 'const f = (): unknown => f(); export default f()',
  'overflows the stack in an export': 'export default { get a(): unknown { return this.a } }',
  ...Object.fromEntries(
    [
      "Error.prepareStackTrace = () => { throw new Error('no') }",
      'Error.prepareStackTrace = (_, sites) => sites as never',
      'delete (Error as never as { captureStackTrace?: unknown }).captureStackTrace',
      'Object.freeze(Error)',
      'Object.freeze(process)',
      'Object.freeze(Object.prototype)',
      "Object.defineProperty(Error, 'stackTraceLimit', { value: 0, writable: false })",
      "JSON.stringify = () => { throw new Error('no') }",
      "Array.prototype.map = () => { throw new Error('no') }",
      "Array.prototype.push = () => { throw new Error('no') }",
      "Set.prototype.add = () => { throw new Error('no') }",
      "String.prototype.replace = () => { throw new Error('no') }",
      'RegExp.prototype.exec = () => null',
      '(Array.prototype as never as Record<symbol, unknown>)[Symbol.iterator] = function* () {}',
      "Map.prototype.set = () => { throw new Error('no') }",
      "Object.defineProperty(Object.prototype, 'element', { get() { throw new Error('no') } })",
      "Object.assign(Object.prototype, { severity: 'error', host: 'x', disk: 5 })",
      'Object.assign(Array.prototype, { extra: 1 })',
      'globalThis.Promise = undefined as never',
      'globalThis.Buffer = undefined as never',
      'globalThis.process = undefined as never',
      "process.stdout.write = process.stderr.write = () => { throw new Error('no') }",
      'process.exit = (() => {}) as never',
      "process.nextTick = () => { throw new Error('no') }",
      "globalThis.setTimeout = (() => { throw new Error('no') }) as never",
      "process.emit('exit', 0)",
      "process.emitWarning('\\u001b[31m')",
      "process.chdir('/')",
      "(await import('node:fs')).rmSync(process.cwd(), { recursive: true })",
    ].flatMap(change => [
      [`builds after ${change}`, `${change}; ${RIGHT}`],
      [`builds a wrong domain after ${change}`, `${change}; ${WRONG}`],
    ]),
  ),
  'exports a getter that throws': "export default { get a() { throw new Error('no') } }",
  'exports a proxy that throws':
    "export default new Proxy({}, { ownKeys() { throw new Error('keys') }, get() { throw new Error('get') }, has() { throw new Error('has') }, getPrototypeOf() { throw new Error('prototype') } })",
  'exports a proxy of a list that throws':
    'export default new Proxy([d()], { get(_, key) { throw Object.freeze(new Error(String(key))) } })',
  'exports a revoked proxy':
    'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); export default proxy',
  'exports an iterator that throws':
    'export default { [Symbol.iterator]() { return { next() { throw { stack: 1 } } } } }',
  'exports something that cannot be iterated': 'export default { [Symbol.iterator]: 5 }',
  'exports null': 'export default null',
  'exports a number': 'export default 5n',
  'exports a symbol': "export default Symbol('x')",
  'exports an object without a class': 'export default Object.create({ constructor: null })',
  'exports an object whose class throws':
    "export default Object.create({ get constructor() { throw new Error('no') } })",
  'exports an object that looks like a domain':
    "export default { [Symbol.for('libvmc.node')]: { element: { name: 'domain' }, fields: {} } }",
  'exports a class made from a builder':
    'export default new (class extends (d().constructor as never as new (...args: unknown[]) => object) {})({ element: 5 }, {})',
  ...Object.fromEntries(
    [
      "{ type: 'file', get source() { throw new Error('no') } }",
      "new Proxy({}, { ownKeys() { throw new Error('no') } })",
      'Object.assign(Object.create(null), { type: Symbol() })',
      '{ type: () => 1 }',
      '{ type: new Date(Number.NaN) }',
      "{ type: { toString() { throw new Error('no') } } }",
      "{ type: '\\u0000', source: { file: '\\ud800' } }",
    ].map(value => [`passes the value ${value}`, `export default d().disk(${value} as never)`]),
  ),
  'passes a value in itself':
    "const a: Record<string, unknown> = { type: 'file' }; a.source = a; export default d().disk(a as never)",
  'passes a value of 100,000 levels':
    'let a: object = {}; for (let n = 0; n < 100000; n++) a = { source: a }; export default d().disk(a as never)',
  'names a domain after a path': "export default d('../../etc/passwd')",
  'names domains after folders': "export default [d('.'), d('..'), d('')]",
  'ends with exit code 0 in a listener': `process.on('exit', () => process.exit(0)); ${WRONG}`,
  'sets the exit code in a listener': `process.on('exit', () => { process.exitCode = 0 }); ${WRONG}`,
  'sets the exit code': `process.exitCode = 7; ${RIGHT}`,
  'calls a constructor of a builder':
    'const B = d().constructor as never as new () => object; export default new B()',
  'wraps a builder in a proxy': 'export default new Proxy(d(), {})',
  'replaces a method by null': `Object.assign(Object.getPrototypeOf(domain('a')), { memory: null }); ${RIGHT}`,
  'adds a getter that throws to a builder':
    "Object.defineProperty(Object.getPrototypeOf(domain('a')), 'bla', { get() { throw new Error('no') } }); export default (d() as never as { bla(): object }).bla()",
  'removes the prototype of all builders': `Object.setPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(domain('a'))), null); ${RIGHT}`,
  'exports a list of 4,294,967,295 items':
    'const all: unknown[] = []; all.length = 4294967295; export default all',
  'removes itself': `const { rmSync } = await import('node:fs'); rmSync('infra.ts'); ${WRONG}`,
  'changes the folder': `process.chdir('/'); ${RIGHT}`,
  'opens as many files as it can': `const { openSync } = await import('node:fs'); try { for (;;) openSync('infra.ts', 'r') } catch {} ${RIGHT}`,
  'leaves a worker and an interval behind': `const { Worker } = await import('node:worker_threads'); setInterval(() => {}, 1000); new Worker('setInterval(() => {}, 1000)', { eval: true }); ${RIGHT}`,
  'exports a domain four times':
    'const one = d(); export default one; export { one as a, one as b }; export const all = [one, one]',
  'writes the output itself': `const { mkdirSync, writeFileSync } = await import('node:fs'); mkdirSync('vmc.out'); writeFileSync('vmc.out/fv0.xml', 'mine'); ${RIGHT}`,
  'never lets the event loop turn':
    'const next = () => process.nextTick(next); next(); export default d()',
  'names a domain with half a character': "export default d('\\ud800')",
  'passes a value that cannot become a text':
    "export default d().title({ [Symbol.toPrimitive]() { throw new Error('no') } } as never)",
  ...Object.fromEntries(
    [
      'Reflect.get = undefined as never',
      'Promise.prototype.then = undefined as never',
      'Object.assign(Object.prototype, { then(done: (value: number) => void) { done(1) } })',
      "Array.prototype[Symbol.iterator] = () => { throw new Error('no') }",
      'RegExp.prototype.exec = () => null',
      "String.prototype.replace = () => { throw new Error('no') }",
    ].flatMap(change => [
      [`runs ${change}`, `${change}; ${RIGHT}`],
      [`runs ${change} and is wrong`, `${change}; ${WRONG}`],
    ]),
  ),
  'names a domain after the manifest': "export default d('vmc.manifest.json')",
}

/** The programs, by what they do. */
export const HOSTILE_PROGRAMS: ReadonlyMap<string, string> = new Map(
  Object.entries(PROGRAMS).map(([name, body]) => [name, `${MODULES}${body}\n`]),
)
