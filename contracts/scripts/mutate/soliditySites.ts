import { type AstNode, childrenOf, nodeAt, nodesAt, type Range, rangeOf, textAt, typeOf } from './ast.ts'
import type { Site, Variant } from './site.ts'
import { yulSites } from './yulSites.ts'

const operators: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
}
const assignments: Readonly<Record<string, string>> = { '+=': '-=', '-=': '+=', '*=': '/=', '|=': '&=', '&=': '|=' }

/** What has one value and can be chosen by `?:`. */
const isValue = (node: AstNode): boolean => !/^(int_const|rational|tuple|function|type|literal_string|modul|abi|$)/.test(typeOf(node))
const hosts = new Set(['BinaryOperation', 'FunctionCall', 'Conditional', 'UnaryOperation'])
const isRevert = (node: AstNode | null): boolean =>
  node?.nodeType === 'RevertStatement' || (node?.nodeType === 'Block' && nodesAt(node, 'statements').every(isRevert))

/** Where changes of a literal go: a literal has no type of its own, so the whole expression around it is chosen. */
type Host = Range & { readonly kind: 'expression' | 'statement' }

/**
 * The places of a contract, library or file that can be changed: operators, comparisons, conditions, numbers by one, constants by one, arguments of one
 * type swapped, statements left out. What an error tells is left alone.
 */
export const soliditySites = (unit: AstNode, source: Buffer): readonly Site[] => {
  const sites: Site[] = []
  const text = ({ start, end }: Range): string => source.subarray(start, end).toString()
  const add = ({ start, end, kind }: Host, variants: readonly Variant[]): void => void sites.push({ start, end, kind, variants })
  const replaced = (host: Range, part: Range, by: string): string =>
    `${text({ start: host.start, end: part.start })}${by}${text({ start: part.end, end: host.end })}`
  /** A statement with the semicolon that its node ends before. */
  const whole = (node: AstNode): Host => {
    const { start, end } = rangeOf(node)
    const rest = /^\s*;/.exec(source.subarray(end, end + 8).toString())
    return { start, end: end + (rest?.[0].length ?? 0), kind: 'statement' }
  }

  const left = (node: AstNode): void => {
    if (node.nodeType === 'IndexAccess') {
      left(nodeAt(node, 'baseExpression') ?? node)
      const index = nodeAt(node, 'indexExpression')
      if (index !== null) value(index, null)
    } else if (node.nodeType === 'TupleExpression') for (const one of nodesAt(node, 'components')) left(one)
    else if (node.nodeType === 'MemberAccess') left(nodeAt(node, 'expression') ?? node)
  }

  const value = (node: AstNode, outer: Host | null): void => {
    const here: Host = { ...rangeOf(node), kind: 'expression' }
    const host = hosts.has(node.nodeType) && isValue(node) ? here : outer
    if (node.nodeType === 'Literal') return literal(node, host)
    if (node.nodeType === 'Identifier') return constant(node)
    if (node.nodeType === 'Assignment') return left(node)
    const [a, b] = [nodeAt(node, 'leftExpression'), nodeAt(node, 'rightExpression')]
    if (node.nodeType === 'BinaryOperation' && a !== null && b !== null && isValue(node)) {
      const between = { start: rangeOf(a).end, end: rangeOf(b).start }
      const operator = textAt(node, 'operator')
      const written = text(between)
      add(
        here,
        (operators[operator] ?? []).map((other) => ({ by: replaced(here, between, written.replace(operator, other)) })),
      )
    }
    const [operand, condition] = [nodeAt(node, 'subExpression'), nodeAt(node, 'condition')]
    if (node.nodeType === 'UnaryOperation' && operand !== null && ['!', '~'].includes(textAt(node, 'operator')))
      add(here, [{ by: text(rangeOf(operand)) }])
    if (node.nodeType === 'Conditional' && condition !== null)
      add(here, [{ by: replaced(here, rangeOf(condition), `!(${text(rangeOf(condition))})`) }])
    if (node.nodeType === 'FunctionCall' && host !== null) swap(node, host)
    for (const child of childrenOf(node))
      if (!child.nodeType.endsWith('TypeName') && child.nodeType !== 'ElementaryTypeNameExpression') value(child, host)
  }

  const literal = (node: AstNode, host: Host | null): void => {
    const here = rangeOf(node)
    const written = text(here)
    if (textAt(node, 'kind') === 'bool') return add({ ...here, kind: 'expression' }, [{ by: written === 'true' ? 'false' : 'true' }])
    if (host === null || textAt(node, 'kind') !== 'number' || !/^(0x)?[\da-f_]+$/i.test(written)) return
    const number = BigInt(written.replaceAll('_', ''))
    add(
      host,
      [number + 1n, ...(number > 0n ? [number - 1n] : [])].map((by) => ({ by: replaced(host, here, by.toString()) })),
    )
  }

  /** A constant by one, wherever it is used. */
  const constant = (node: AstNode): void => {
    const name = textAt(node, 'name')
    if (!/^[A-Z][A-Z\d_]+$/.test(name) || !typeOf(node).startsWith('uint')) return
    add({ ...rangeOf(node), kind: 'expression' }, [{ by: `(${name} + 1)` }, { by: `(${name} - 1)` }])
  }

  const swap = (node: AstNode, host: Host): void => {
    const given = nodesAt(node, 'arguments')
    for (const [i, one] of given.entries()) {
      const next = given[i + 1]
      if (next === undefined || typeOf(one) !== typeOf(next) || text(rangeOf(one)) === text(rangeOf(next))) continue
      const [from, to] = [rangeOf(one), rangeOf(next)]
      const swapped = `${text(to)}${text({ start: from.end, end: to.start })}${text(from)}`
      add(host, [{ by: replaced(host, { start: from.start, end: to.end }, swapped) }])
    }
  }

  const statement = (node: AstNode): void => {
    if (node.nodeType === 'InlineAssembly') return void sites.push(...yulSites(node, source))
    const here = whole(node)
    const expression = nodeAt(node, 'expression')
    switch (node.nodeType) {
      case 'ExpressionStatement': {
        add(here, [{ by: '' }])
        if (expression === null) return
        if (expression.nodeType !== 'Assignment') return value(expression, here)
        const [to, by] = [nodeAt(expression, 'leftHandSide'), nodeAt(expression, 'rightHandSide')]
        if (to === null || by === null) return
        const [operator, between] = [textAt(expression, 'operator'), { start: rangeOf(to).end, end: rangeOf(by).start }]
        const other = assignments[operator]
        if (other !== undefined) add(here, [{ by: replaced(here, between, text(between).replace(operator, other)) }])
        left(to)
        return value(by, here)
      }
      case 'EmitStatement':
      case 'Continue':
      case 'Break':
        return add(here, [{ by: '' }])
      case 'RevertStatement':
        return add(here, [{ by: '' }])
      case 'Return':
        return expression === null ? undefined : value(expression, here)
      case 'IfStatement': {
        const condition = nodeAt(node, 'condition')
        const [then, otherwise] = [nodeAt(node, 'trueBody'), nodeAt(node, 'falseBody')]
        if (condition !== null) {
          add({ ...rangeOf(condition), kind: 'expression' }, [{ by: 'false' }, { by: 'true' }])
          value(condition, null)
        }
        // Without its condition it is the same as without the revert.
        if (then !== null && !isRevert(then)) statement(then)
        if (otherwise !== null) statement(otherwise)
        return
      }
      case 'ForStatement':
      case 'WhileStatement': {
        for (const field of ['initializationExpression', 'body']) {
          const part = nodeAt(node, field)
          if (part !== null && part.nodeType !== 'ExpressionStatement') statement(part)
          else if (part !== null) statement(part)
        }
        const condition = nodeAt(node, 'condition')
        if (condition !== null) value(condition, null)
        return
      }
      case 'VariableDeclarationStatement': {
        const initial = nodeAt(node, 'initialValue')
        return initial === null ? undefined : value(initial, null)
      }
      default:
        for (const child of nodesAt(node, 'statements')) statement(child)
    }
  }

  const declaration = (node: AstNode): void => {
    const body = nodeAt(node, 'body')
    if ((node.nodeType === 'FunctionDefinition' || node.nodeType === 'ModifierDefinition') && body !== null) statement(body)
    for (const child of nodesAt(node, 'nodes')) declaration(child)
  }
  declaration(unit)
  return sites.filter(({ kind, variants }) => variants.length > 0 || kind === 'assembly')
}
