// Finds the places of a TypeScript file where a small fault can be seeded.
import { ts } from 'ts-morph'

const OPPOSITES = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['>=', '<='],
  '<=': ['>', '<'],
  '>': ['<=', '>='],
  '>=': ['<', '>'],
  '&&': ['||'],
  '||': ['&&'],
}

/** The places in a text where a fault can be seeded: what the fault replaces, and the texts that can replace it. */
export function faultPlaces(text) {
  const found = []
  visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true))
  return found

  function visit(node) {
    if (ts.isTypeNode(node)) return
    const changes = node.parent ? changesOf(node) : []
    if (changes.length > 0) found.push({ start: node.getStart(), end: node.end, changes })
    ts.forEachChild(node, visit)
  }
}

function changesOf(node) {
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node
    const opposites = OPPOSITES[operatorToken.getText()] ?? []
    return opposites.map(operator => `(${left.getText()}) ${operator} (${right.getText()})`)
  }
  if (isCondition(node)) return [`!(${node.getText()})`]
  if (isDroppable(node)) return ['{}']
  if (isReturnedList(node)) return ['[]']
  if (ts.isNumericLiteral(node)) return [String(Number(node.text) + 1)]
  return []
}

const isCondition = node =>
  (ts.isIfStatement(node.parent) && node.parent.expression === node) ||
  (ts.isConditionalExpression(node.parent) && node.parent.condition === node)

const isDroppable = node =>
  ts.isExpressionStatement(node) || (ts.isIfStatement(node) && !node.elseStatement)

const isReturnedList = node =>
  ts.isArrayLiteralExpression(node) &&
  node.elements.length > 0 &&
  (ts.isReturnStatement(node.parent) || ts.isArrowFunction(node.parent))
