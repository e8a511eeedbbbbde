// Writes what TypeScript derives from the definitions of the elements into the declarations in dist/, as an editor should show
// it, and bundles the declarations of each entry: `declarations.mjs DIST`. Without this step, an editor would show
// `disk: (...values: readonly Accepts<Disk>[]) => DomainBuilder`, and read every definition before the first completion.
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { Project, ts } from 'ts-morph'
import { bundledLanguage } from './bundled-language.mjs'
import { bundleDeclarations } from './declarations/bundle.mjs'
import { methodsOf } from './declarations/methods.mjs'
import { propertiesOf } from './declarations/objects.mjs'
import { aliasesIn, exportedTypes } from './declarations/types.mjs'

/** Plain objects that a builder of another element also stands for: `<console>` takes every character device. */
const ALSO = { Chardev: ['TextConsole'] }

const dist = resolve(process.argv[2])
const project = new Project({
  compilerOptions: {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    types: [],
  },
})
const files = project.addSourceFilesAtPaths(`${dist}/{dsl,schema}/**/*.d.ts`)
const checker = project.getTypeChecker().compilerObject

/** The builder classes with the interfaces that declare their methods. */
const builders = files.flatMap(file =>
  file
    .getClasses()
    .filter(builder => builder.getExtends()?.getExpression().getText() === 'Builder')
    .map(builder => ({ file, builder, face: file.getInterface(builder.getName()) })),
)

const language = {
  ...(await bundledLanguage()),
  words: JSON.parse(readFileSync(join(dist, 'schema/words.json'), 'utf8')),
  aliases: aliasesIn(files),
  exported: exportedTypes(files),
  buildersOf: buildersByElement(),
}

// All texts are computed before the first file changes, since a change makes the checker start again.
const changes = [
  ...builders
    .filter(({ face }) => face !== undefined)
    .map(({ file, builder, face }) => {
      const { methods, imports } = methodsOf(face, builder, checker, language)
      return { file, face, members: methods, imports }
    }),
  ...files
    .flatMap(file => file.getInterfaces().map(face => ({ file, face })))
    .filter(({ face }) => /^Infer<typeof \w+>$/.test(face.getExtends()[0]?.getText() ?? ''))
    .map(({ file, face }) => {
      const { properties, imports } = propertiesOf(face, checker, language)
      return { file, face, members: properties, imports }
    }),
]
for (const { file, face, members, imports } of changes) {
  for (const heritage of face.getExtends()) face.removeExtends(heritage)
  for (const property of face.getProperties()) property.remove()
  face.addMembers(members)
  for (const [name, path] of imports) importInto(file, name, path)
}
for (const file of files) file.saveSync()
await bundleDeclarations(dist)

/** The builders of each element, by the name of its plain object: the type argument of their base class. */
function buildersByElement() {
  const all = new Map()
  for (const { file, builder } of builders) {
    const element = builder.getExtends().getTypeArguments()[0].getText()
    const made = { name: builder.getName(), path: file.getFilePath() }
    for (const name of [element, ...(ALSO[element] ?? [])])
      all.set(name, [...(all.get(name) ?? []), made])
  }
  return all
}

/** Imports a type into a file that does not have it yet. */
function importInto(file, name, path) {
  const isKnown =
    path === file.getFilePath() ||
    file
      .getImportDeclarations()
      .some(one => one.getNamedImports().some(named => named.getName() === name))
  if (isKnown) return
  const target = relative(dirname(file.getFilePath()), path.replace(/\.d\.ts$/, '.ts'))
  file.addImportDeclaration({
    isTypeOnly: true,
    moduleSpecifier: target.startsWith('.') ? target : `./${target}`,
    namedImports: [name],
  })
}
