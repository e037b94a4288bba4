/** What the app says, read from its sources: the keys of every catalogue, and the words that no language can reach. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export interface Sentence {
  /** As it stands in a catalogue: the form for many where it counts. */
  key: string
  /** The form for one, where it counts. */
  one: string | null
  /** `room/File.tsx:12` */
  at: string
}

export interface Source {
  /** Below src/. */
  name: string
  tree: ts.SourceFile
}

export function sourcesIn(src: string): Source[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.d\.ts$|\.gen\.ts$/.test(name))
    .sort()
    .map((name) => ({
      name,
      tree: ts.createSourceFile(name, readFileSync(join(src, name), 'utf8'), ts.ScriptTarget.ES2022, true),
    }))
}

const placeOf = ({ name, tree }: Source, node: ts.Node): string =>
  `${name}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`

/** Which of the speaking functions a file has by import; `pieces` may also be something else's name. */
function speakersOf({ tree }: Source): Set<string> {
  const found = new Set<string>()
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    if (!/(^|\/)(text|rich)$/.test(statement.moduleSpecifier.text)) continue
    const names = statement.importClause?.namedBindings
    if (names && ts.isNamedImports(names)) for (const one of names.elements) found.add(one.name.text)
  }
  return new Set([...found].filter((name) => ['t', 'n', 'rich', 'pieces'].includes(name)))
}

const isSpeaking = (node: ts.Node, speakers: Set<string>): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && speakers.has(node.expression.text)

/** The literals that an argument can be: one, or both sides of a choice. */
function literals(argument: ts.Expression | undefined): string[] | null {
  if (!argument) return null
  if (ts.isStringLiteralLike(argument)) return [argument.text]
  if (ts.isParenthesizedExpression(argument)) return literals(argument.expression)
  if (!ts.isConditionalExpression(argument)) return null
  const sides = [literals(argument.whenTrue), literals(argument.whenFalse)]
  return sides.includes(null) ? null : sides.flat().filter((side) => side !== null)
}

const isInsideFunction = (node: ts.Node): boolean =>
  ts.findAncestor(node.parent, (one) => ts.isFunctionLike(one)) !== undefined

/** Every sentence, and every call that a catalogue cannot follow: no literal, or said before a language is spoken. */
export function sentencesOf(source: Source): { sentences: Sentence[]; faults: string[] } {
  const speakers = speakersOf(source)
  const sentences: Sentence[] = []
  const faults: string[] = []
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit)
    if (!isSpeaking(node, speakers)) return
    const at = placeOf(source, node)
    const counts = (node.expression as ts.Identifier).text === 'n'
    const keys = literals(node.arguments[counts ? 2 : 0])
    const ones = counts ? literals(node.arguments[1]) : null
    if (!keys || (counts && ones?.length !== keys.length)) faults.push(`${at} says what is no literal`)
    else for (const [index, key] of keys.entries()) sentences.push({ key, one: ones?.[index] ?? null, at })
    if (!isInsideFunction(node))
      faults.push(`${at} speaks while the file is loaded, before a language is chosen`)
  }
  // base/text.ts itself hands sentences on.
  if (source.name !== 'base/text.ts' && source.name !== 'ui/rich.tsx') visit(source.tree)
  return { sentences, faults }
}

/** Attributes and properties whose value a person reads or hears. */
const SAID = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'alt',
  'documentTitle',
  'hint',
  'label',
  'legend',
  'message',
  'placeholder',
  'short',
  'text',
  'title',
  'words',
])
const SAYING = new Set(['toast', 'announce'])
const WORDS = /\p{L}{2}/u
const SENTENCE =
  /^(?!.*[=;{}<>])\p{Lu}\p{Ll}*('\p{Ll}+)?([ ,]+[\p{L}\d’']+)+[.?!…]?$|\p{L}+ \p{L}+ \p{L}+[.?!…]/u

const nameOf = (name: ts.PropertyName | ts.JsxAttributeName): string =>
  name.getText().replace(/^['"]|['"]$/g, '')

/** Words for people that stand outside every speaking function, as `room/File.tsx:12: the words`. */
export function bareWordsOf(source: Source): string[] {
  const speakers = speakersOf(source)
  const found: string[] = []
  const report = (node: ts.Node, words: string) => found.push(`${placeOf(source, node)}: ${words.trim()}`)
  /** Literals inside an expression that a person reads, as far as it is put together here. */
  const expression = (node: ts.Node | undefined): void => {
    if (!node || isSpeaking(node, speakers)) return
    if (ts.isStringLiteralLike(node)) {
      if (WORDS.test(node.text)) report(node, node.text)
    } else if (ts.isTemplateExpression(node)) {
      const own = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ')
      if (WORDS.test(own)) report(node, own)
    } else if (ts.isConditionalExpression(node)) {
      expression(node.whenTrue)
      expression(node.whenFalse)
    } else if (ts.isBinaryExpression(node)) {
      const joins = [ts.SyntaxKind.PlusToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.BarBarToken]
      if (joins.includes(node.operatorToken.kind)) expression(node.left)
      if (![ts.SyntaxKind.EqualsEqualsEqualsToken].includes(node.operatorToken.kind)) expression(node.right)
    } else if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) expression(node.expression)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORDS.test(node.text)) report(node, node.text)
    else if (ts.isJsxAttribute(node) && SAID.has(nameOf(node.name))) expression(node.initializer)
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) expression(node.expression)
    else if (ts.isPropertyAssignment(node) && SAID.has(nameOf(node.name))) expression(node.initializer)
    else if (ts.isCallExpression(node) && SAYING.has(node.expression.getText())) expression(node.arguments[0])
    else if (ts.isStringLiteralLike(node) && !isForMachines(node, speakers) && SENTENCE.test(node.text))
      report(node, node.text)
    ts.forEachChild(node, visit)
  }
  visit(source.tree)
  return [...new Set(found)]
}

/** Keys of the catalogue, and what developers read. */
function isForMachines(node: ts.Node, speakers: Set<string>): boolean {
  const thrown = (one: ts.Node) =>
    ts.isNewExpression(one) && /(Error|Failure)$/.test(one.expression.getText())
  return ts.findAncestor(node, (one) => isSpeaking(one, speakers) || thrown(one)) !== undefined
}
