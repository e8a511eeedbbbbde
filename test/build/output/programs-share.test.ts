import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { build, manifestOf, namesIn, path, project, text } from '../../support/output-folder.ts'

const test = suite('build: programs that share an output folder')

const PROGRAMS = ['a.ts', 'b.ts', 'c.ts'] as const
const anyName = fc.constantFrom('w', 'x', 'y', 'z')
const step = fc.oneof(
  fc.record({
    kind: fc.constant('build' as const),
    programs: fc.dictionary(
      fc.constantFrom(...PROGRAMS),
      fc.uniqueArray(anyName, { maxLength: 4 }),
      { minKeys: 1, maxKeys: 2 },
    ),
    text: fc.constantFrom('', ':2'),
    prune: fc.boolean(),
    overwrite: fc.boolean(),
    keep: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    name: anyName,
    text: fc.constantFrom('<edited/>\n', undefined),
  }),
)

test('a sequence of builds never changes foreign files or files of other programs', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), steps => {
      const cwd = project(...PROGRAMS)
      mkdirSync(join(cwd, 'out'))
      // The model: the files edited since vmc wrote them, and the owners of each file.
      const edited = new Set<string>()
      const owners = new Map<string, Set<string>>()
      for (const one of steps) {
        if (one.kind === 'edit') {
          if (one.text === undefined) rmSync(path(cwd, one.name), { force: true })
          else writeFileSync(path(cwd, one.name), one.text)
          edited.add(one.name)
          continue
        }
        const before = new Map(namesIn(cwd).map(name => [name, text(cwd, name)]))
        const texts = Object.entries(one.programs).map(
          ([program, names]) => [program, names.map(name => `${name}${one.text}`)] as const,
        )
        const programs = Object.fromEntries(texts)
        const { outcome } = build(cwd, programs, one)
        const after = new Map(namesIn(cwd).map(name => [name, text(cwd, name)]))
        const building = Object.keys(one.programs)
        for (const [name, was] of before) {
          if (after.get(name) === was) continue
          assert.ok(outcome, 'a stopped build changes nothing')
          const own = owners.get(name)
          assert.ok(
            own && building.some(program => own.has(program)),
            `${name} belongs to a program of the build`,
          )
          assert.ok(
            one.overwrite || !edited.has(name),
            `${name} was not edited, or may be overwritten`,
          )
          if (one.keep) assert.ok(after.has(name), `${name} stays`)
        }
        if (!outcome) continue
        const made = new Map<string, string[]>()
        for (const [program, names] of Object.entries(one.programs))
          for (const name of names) made.set(name, [...(made.get(name) ?? []), program])
        for (const [name, own] of owners) {
          if (!made.has(name) && one.keep) continue
          for (const program of building) own.delete(program)
          if (own.size === 0) owners.delete(name)
        }
        for (const [name, makers] of made) {
          owners.set(name, new Set([...(owners.get(name) ?? []), ...makers]))
          edited.delete(name)
          assert.ok(after.has(name), `${name} exists`)
        }
        assert.equal(
          Object.keys(manifestOf(cwd).files),
          [...owners.keys()].map(name => `${name}.xml`).sort(),
        )
        if (!one.keep) assert.equal(build(cwd, programs, { check: true }).found, [])
      }
      rmSync(cwd, { recursive: true })
    }),
    { numRuns: 200 },
  )
})

test.run()
