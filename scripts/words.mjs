// Collects the words of the language into a JSON file for `vmc explain`: `words.mjs DIST`. A word is a function that a program
// imports from 'libvmc', a method of a builder with a meaning of its own, or the method for a field of the format. The first two
// have examples in their doc comments; those of the fields are in examples.json.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Node, Project, SyntaxKind } from 'ts-morph'
import { bundledLanguage } from './bundled-language.mjs'
import { parameterName } from './declarations/methods.mjs'

/** The files of a domain's methods. */
const DOMAIN_SOURCES = ['domain.ts', 'machine.ts', 'device-groups.ts', 'tuning.ts']

/** A type that is clear without its declaration, such as `string` or `'connect' | 'bind'`. */
const PLAIN_TYPE = /^(string|number|boolean|'[^']*'|\||readonly|\[\]| )+$/

/** Methods that JavaScript calls, not programs. */
const FOR_JAVASCRIPT = ['constructor', 'toString', 'toJSON']

/** The other entries of the package, and their files in src/. */
const ENTRIES = {
  'libvmc/compiler': 'compiler.ts',
  'libvmc/hosts': 'hosts/index.ts',
  'libvmc/rules': 'rules/index.ts',
  'libvmc/testing': 'testing/index.ts',
}

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = resolve(process.argv[2])
const language = await import(pathToFileURL(join(dist, 'index.js')).href)
const fieldExamples = JSON.parse(readFileSync(`${root}scripts/examples.json`, 'utf8'))
const files = new Project({ skipAddingFilesFromTsConfig: true }).addSourceFilesAtPaths(
  `${root}src/dsl/*.ts`,
)
const { builders, paths, fieldElement } = await bundledLanguage()

/** The path of the element that each builder holds: the shortest of the paths of its methods. */
const pathOfBuilder = new Map(
  builders.map(({ name, prototype }) => [
    name,
    Object.getOwnPropertyNames(prototype)
      .map(key => paths.get(prototype[key][fieldElement]))
      .filter(path => path !== undefined)
      .sort((a, b) => a.length - b.length)[0],
  ]),
)

const functions = files.flatMap(functionsOf)
const templates = new Map(files.flatMap(templatesOf))
const words = [...functions, ...builders.flatMap(methodsOf)].sort((a, b) =>
  a.name < b.name ? -1 : 1,
)
writeFileSync(join(dist, 'schema/words.json'), `${JSON.stringify(words, null, 1)}\n`)
writeFileSync(
  join(dist, 'schema/package-functions.json'),
  `${JSON.stringify(Object.entries(ENTRIES).flatMap(packageFunctionsOf), null, 1)}\n`,
)

/** The functions of a file that 'libvmc' exports. */
function functionsOf(file) {
  return [...file.getExportedDeclarations()].flatMap(([name, declarations]) => {
    const declaration = declarations.find(
      one => Node.isVariableDeclaration(one) || Node.isFunctionDeclaration(one),
    )
    if (typeof language[name] !== 'function' || declaration === undefined) return []
    if (Node.isFunctionDeclaration(declaration))
      return [{ name, parameters: parametersOf(declaration), ...docOf(declaration) }]
    const value = declaration.getInitializer()
    // The arguments of `factory` are the builder, the element and the template.
    const args = Node.isCallExpression(value) ? value.getArguments() : [value]
    const template = templateOf(args[2] ?? args.at(-1))
    return [
      {
        name,
        makes: builderOf(value, file),
        path: pathOfBuilder.get(builderOf(value, file)),
        parameters: parametersOf(template),
        ...docOf(declaration.getVariableStatement()),
      },
    ]
  })
}

/** The functions and classes that another entry of the package exports, with their doc comments. */
function packageFunctionsOf([entry, path]) {
  const project = new Project({ skipAddingFilesFromTsConfig: true })
  return project
    .addSourceFileAtPath(`${root}src/${path}`)
    .getExportDeclarations()
    .filter(declaration => !declaration.isTypeOnly())
    .flatMap(declaration => {
      const from = join(root, 'src', dirname(path), declaration.getModuleSpecifierValue())
      const file = project.addSourceFileAtPath(from)
      return declaration
        .getNamedExports()
        .filter(one => !one.isTypeOnly())
        .flatMap(one => packageFunctionOf(file, one.getName(), one.getAliasNode()?.getText()))
        .map(found => ({ entry, ...found }))
    })
}

function packageFunctionOf(file, name, alias = name) {
  const declared = file.getFunction(name) ?? file.getVariableDeclaration(name)?.getInitializer()
  const documented =
    file.getFunction(name) ?? file.getClass(name) ?? file.getVariableStatement(name)
  const isFunction = Node.isParametered(declared)
  if (!isFunction && !file.getClass(name)) return []
  return [
    {
      name: alias,
      ...(isFunction && { parameters: parametersOf(declared) }),
      ...docOf(documented),
    },
  ]
}

/** The builder that a factory makes: the first argument of `factory`, also where a function of the file calls `factory`. */
function builderOf(value, file) {
  if (!Node.isCallExpression(value)) return undefined
  const calls = [value, ...file.getDescendantsOfKind(SyntaxKind.CallExpression)]
  return calls
    .find(call => call.getExpression().getText() === 'factory')
    ?.getArguments()[0]
    .getText()
}

/** The templates of a file by builder and name: the object literals whose members become methods, and methods of classes. */
function templatesOf(file) {
  const members = file
    .getDescendantsOfKind(SyntaxKind.PropertyAssignment)
    .filter(property => jsDocOf(property) !== undefined)
    .map(property => [property.getName(), templateOf(property.getInitializer()), property])
  const own = file
    .getClasses()
    .flatMap(builder => builder.getInstanceMethods())
    .map(method => [method.getName(), method, method])
  return [...members, ...own].map(([name, template, documented]) => [
    `${file.getBaseName()}:${name}`,
    { parameters: parametersOf(template), ...docOf(documented) },
  ])
}

function templateOf(value) {
  return Node.isCallExpression(value) ? value.getArguments().find(Node.isParametered) : value
}

function sourceOf({ name }) {
  return files.find(file => file.getClass(name)).getBaseName()
}

/** The methods of a builder. */
function methodsOf(builder) {
  return Object.getOwnPropertyNames(builder.prototype)
    .filter(name => !FOR_JAVASCRIPT.includes(name))
    .map(name => {
      const word = { name, of: builder.name }
      const method = builder.prototype[name]
      const element = method[fieldElement]
      if (element) {
        // `.nic()` is the method of the field `interface`.
        const example = fieldExamples[`${builder.name}.${name}`]
        return {
          ...word,
          path: paths.get(element),
          field: method.name,
          parameters: valueParameter(name, element.fields[method.name]),
          // `npm run docs` writes the XML of a new example.
          examples: example?.xml === undefined ? [] : [example],
        }
      }
      const sources = builder.name === 'DomainBuilder' ? DOMAIN_SOURCES : [sourceOf(builder)]
      const source = sources.find(file => templates.has(`${file}:${name}`))
      return { ...word, ...templates.get(`${source}:${name}`) }
    })
}

/** The parameter of the method for a field. */
function valueParameter(key, { kind, many, allowsEmpty }) {
  if (kind === 'flag') return ''
  const name = parameterName(key, many)
  return many ? `...${name}` : allowsEmpty ? `${name}?` : name
}

/** The parameters of a function as a person calls it: `image?: string`. A default of `undefined` is an optional parameter. */
function parametersOf(node) {
  if (!Node.isParametered(node)) return ''
  return node
    .getParameters()
    .map(parameter => {
      const type = parameter.getTypeNode()?.getText().replace(/\s+/g, ' ')
      const value = parameter.getInitializer()?.getText()
      // A parameter that is taken apart has no name.
      const name = parameter.getName().startsWith('{') ? 'options' : parameter.getName()
      const isOptional = value !== undefined || parameter.hasQuestionToken()
      const shown = type?.replace(/ \| undefined$/, '') ?? ''
      const isPlain = PLAIN_TYPE.test(shown)
      const rest = parameter.isRestParameter() ? '...' : ''
      const initial =
        value === undefined || value === 'undefined' || value === '{}' ? '' : ` = ${value}`
      return `${rest}${name}${isOptional && initial === '' ? '?' : ''}${isPlain ? `: ${shown}` : ''}${initial}`
    })
    .join(', ')
}

function jsDocOf(node) {
  return node.getFirstChildByKind(SyntaxKind.JSDoc)
}

/** The description and the examples in a doc comment. */
function docOf(node) {
  const doc = jsDocOf(node)
  const examples = doc?.getTags().filter(tag => tag.getTagName() === 'example') ?? []
  return {
    doc:
      doc
        ?.getDescription()
        .trim()
        .replace(/\s*\n\s*/g, ' ') ?? '',
    examples: examples.map(tag => splitExample(tag.getCommentText().trim())),
  }
}

/** A program and its XML: the comments at the end of an example. */
function splitExample(text) {
  const lines = text.split('\n')
  const first = lines.findIndex(line => line.startsWith('// '))
  const [program, xml] = lines[0].split(/ {3}\/\/ /)
  if (first === -1) return xml === undefined ? { ts: text } : { ts: program.trimEnd(), xml }
  return {
    ts: lines.slice(0, first).join('\n'),
    xml: lines
      .slice(first)
      .map(line => line.replace(/^\/\/ ?/, ''))
      .join('\n'),
  }
}
