// Gathers the doc comments of the schema table into a JSON file, for `vmc explain`: what a contributor wrote beside a
// field is what a hover shows, and what the reference prints.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Node, Project } from 'ts-morph'

const root = fileURLToPath(new URL('..', import.meta.url))
const project = new Project({
  tsConfigFilePath: `${root}tsconfig.json`,
  skipAddingFilesFromTsConfig: true,
})
const files = project.addSourceFilesAtPaths(`${root}src/schema/*.ts`)
const checker = project.getTypeChecker().compilerObject

const said = symbol =>
  symbol
    .getDocumentationComment(checker)
    .map(part => part.text)
    .join('')
    .replace(/\s*\n\s*/g, ' ')

const elements = {}
for (const file of files) {
  for (const declaration of file.getVariableDeclarations()) {
    const call = declaration.getInitializer()
    if (!Node.isCallExpression(call) || call.getExpression().getText() !== 'element') continue
    const fields = call.getArguments()[1].getType().getProperties()
    // The interface that pins an element's type stands before it, and says what it is.
    const pin = call
      .getParentWhileOrThrow(parent => !Node.isSourceFile(parent))
      .getPreviousSibling()
    const doc = Node.isInterfaceDeclaration(pin)
      ? pin.getJsDocs()[0]?.getDescription().trim()
      : undefined
    elements[`${file.getBaseNameWithoutExtension()}.${declaration.getName()}`] = {
      doc: doc?.replace(/\s*\n\s*/g, ' ') ?? '',
      fields: Object.fromEntries(
        fields.map(field => [field.getName(), said(field.compilerSymbol)]),
      ),
    }
  }
}
writeFileSync(process.argv[2], `${JSON.stringify(elements, null, 1)}\n`)
