import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** One import: `to` is a path from the project's root, or the package's name. */
export interface Import {
  from: string
  to: string
  /** `import type`: gone at run time. */
  isType: boolean
}

export interface Source {
  path: string
  lines: number
  tree: ts.SourceFile
  imports: Import[]
}

/** Every TypeScript file beneath `folder`, parsed, with what it imports. Paths count from the project's root. */
export function sourcesIn(folder: string): Source[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  return names.sort().map((name) => {
    const path = join(folder, name)
    const text = readFileSync(path, 'utf8')
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    return { path, lines: text.trimEnd().split('\n').length, tree, imports: importsOf(path, tree) }
  })
}

/** Every node of a tree, outermost first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

function importsOf(from: string, tree: ts.SourceFile): Import[] {
  return [...nodesOf(tree)].flatMap((node) => {
    const said = specifier(node)
    return said ? [{ from, to: target(from, said.text), isType: said.isType }] : []
  })
}

function specifier(node: ts.Node): { text: string; isType: boolean } | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const isType = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    return { text: node.moduleSpecifier.text, isType }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { text: node.moduleSpecifier.text, isType: node.isTypeOnly }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [given] = node.arguments
    if (!given || !ts.isStringLiteral(given)) throw new Error(`an import nobody can follow: ${node.getText()}`)
    return { text: given.text, isType: false }
  }
  return null
}

function target(from: string, said: string): string {
  if (!said.startsWith('.')) return packageOf(said)
  const path = join(dirname(from), said)
  if (!existsSync(path)) throw new Error(`${from} imports ${said}, which is not there`)
  return path
}

const packageOf = (said: string) =>
  said
    .split('/')
    .slice(0, said.startsWith('@') ? 2 : 1)
    .join('/')

/** What is reached from `start` over the edges given, `start` included. */
export function reachedFrom(start: string, edges: Import[]): Set<string> {
  const seen = new Set([start])
  for (const path of seen) for (const edge of edges) if (edge.from === path) seen.add(edge.to)
  return seen
}

/** One circle among the edges, as the nodes it passes, or null. */
export function circleIn(edges: { from: string; to: string }[]): string[] | null {
  const next = new Map<string, Set<string>>()
  for (const { from, to } of edges) next.set(from, (next.get(from) ?? new Set()).add(to))
  const done = new Set<string>()
  const walk = (node: string, way: string[]): string[] | null => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node]
    if (done.has(node)) return null
    for (const to of next.get(node) ?? []) {
      const found = walk(to, [...way, node])
      if (found) return found
    }
    done.add(node)
    return null
  }
  for (const node of next.keys()) {
    const found = walk(node, [])
    if (found) return found
  }
  return null
}
