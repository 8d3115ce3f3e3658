import { type AstNode, childrenOf, nodeAt, nodesAt, rangeOf, textAt } from './ast.ts'
import type { Site, Variant } from './site.ts'

/** Of two values and one: what the built-in becomes, as a Yul expression over `x_` and `y_`, which no source calls anything. */
const swaps: Readonly<Record<string, readonly string[]>> = {
  add: ['sub(x_, y_)'],
  sub: ['add(x_, y_)'],
  mul: ['add(x_, y_)'],
  div: ['mul(x_, y_)'],
  and: ['or(x_, y_)'],
  or: ['and(x_, y_)'],
  xor: ['or(x_, y_)'],
  shl: ['shr(x_, y_)'],
  shr: ['shl(x_, y_)'],
  lt: ['iszero(gt(x_, y_))', 'iszero(lt(x_, y_))'],
  gt: ['iszero(lt(x_, y_))', 'iszero(gt(x_, y_))'],
  eq: ['iszero(eq(x_, y_))'],
  iszero: ['x_'],
  not: ['x_'],
}

/** The places of an assembly block: built-ins, numbers by one, conditions, statements left out. */
export const yulSites = (assembly: AstNode, source: Buffer): readonly Site[] => {
  const block = nodeAt(assembly, 'AST')
  if (block === null) return []
  const sites: Site[] = [{ ...rangeOf(block), kind: 'assembly', variants: [] }]
  const text = (node: AstNode): string => {
    const { start, end } = rangeOf(node)
    return source.subarray(start, end).toString()
  }

  const call = (node: AstNode): void => {
    const name = nodeAt(node, 'functionName')
    const called = name === null ? '' : textAt(name, 'name')
    const given = nodesAt(node, 'arguments')
    const variants = (swaps[called] ?? []).map((by): Variant => {
      const [x = '', y = ''] = given.map(text)
      return { by, plain: by.replace('x_', () => x).replace('y_', () => y) }
    })
    if (variants.length > 0) sites.push({ ...rangeOf(node), kind: 'yulCall', variants, arguments: given.length })
    for (const one of given) visit(one)
  }

  const visit = (node: AstNode): void => {
    switch (node.nodeType) {
      case 'YulFunctionCall':
        return call(node)
      case 'YulLiteral': {
        const written = text(node)
        if (/^(0x[\da-f]+|\d+)$/i.test(written))
          sites.push({ ...rangeOf(node), kind: 'yulLiteral', variants: [{ by: (BigInt(written) + 1n).toString() }] })
        return
      }
      case 'YulExpressionStatement':
      case 'YulAssignment':
        // Where something in calldata lies must be said on every path, or it does not compile.
        if (!/^\w+\.(offset|length)\s*:=|^\w+ := add\([\w.]+, calldataload/.test(text(node)))
          sites.push({ ...rangeOf(node), kind: 'yulStatement', variants: [{ by: '' }] })
        for (const child of childrenOf(node)) if (child.nodeType !== 'YulIdentifier') visit(child)
        return
      case 'YulIf': {
        const condition = nodeAt(node, 'condition')
        if (condition !== null) sites.push({ ...rangeOf(condition), kind: 'yulCondition', variants: [{ by: '0' }, { by: '1' }] })
        for (const child of childrenOf(node)) visit(child)
        return
      }
      case 'YulForLoop': {
        // Left out of the step it would never end; a condition that is a number is one on purpose.
        const [before, condition, body] = [nodeAt(node, 'pre'), nodeAt(node, 'condition'), nodeAt(node, 'body')]
        for (const part of [before, condition?.nodeType === 'YulLiteral' ? null : condition, body]) if (part !== null) visit(part)
        return
      }
      default:
        for (const child of childrenOf(node)) visit(child)
    }
  }
  visit(block)
  return sites
}
