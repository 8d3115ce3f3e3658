import { type Edge, MarkerType, Position } from '@xyflow/react'
import { box, type Placed } from '../layout/layoutBands.ts'
import { countOf, type MeshAccount, type MeshMap, stateOf, type Tie } from '../mesh.ts'
import type { AccountData, AccountNodeType } from './AccountNode.tsx'
import classes from './graph.module.css'

/** Boxes of one size need not be measured: lines find their ends before anything is drawn. */
const handles: NonNullable<AccountNodeType['handles']> = [
  { type: 'target', position: Position.Top, x: box.width / 2, y: 0, width: 1, height: 1 },
  { type: 'source', position: Position.Bottom, x: box.width / 2, y: box.height, width: 1, height: 1 },
]

export const nodeOf = (account: MeshAccount, placed: Placed, data: Omit<AccountData, 'account'>): AccountNodeType => ({
  id: account.account,
  type: 'account',
  position: placed.places.get(account.account) ?? { x: 0, y: 0 },
  data: { account, ...data },
  width: box.width,
  height: box.height,
  measured: box,
  handles,
})

/** The ties of one pair in all tokens make one line. */
const pairsOf = (ties: readonly Tie[]): ReadonlyMap<string, readonly Tie[]> => {
  const pairs = new Map<string, Tie[]>()
  for (const tie of ties) {
    const name = `${tie.payer}${tie.payee}`
    const known = pairs.get(name)
    if (known === undefined) pairs.set(name, [tie])
    else known.push(tie)
  }
  return pairs
}

const worst = (ties: readonly Tie[]): ReturnType<typeof stateOf> =>
  (['objected', 'open'] as const).find((state) => ties.some((tie) => stateOf(tie) === state)) ?? 'settled'

const dashes = { open: '7 5', objected: '2 4', settled: 'none' } as const

/** Lines as thick as there are engagements, from two to seven pixels. */
export const edgesOf = (ties: MeshMap['ties'], faded: (tie: Tie) => boolean): Edge[] =>
  [...pairsOf(ties)].map(([id, all]): Edge => {
    const state = worst(all)
    const count = all.reduce((sum, tie) => sum + countOf(tie), 0)
    const [first] = all
    const isFaded = first !== undefined && faded(first)
    return {
      id,
      source: id.slice(0, 42),
      target: id.slice(42),
      className: `${classes[state] ?? ''} ${isFaded ? (classes['faded'] ?? '') : ''}`,
      style: { strokeWidth: Math.min(7, 1.2 + Math.sqrt(count)), strokeDasharray: dashes[state] },
      focusable: false,
      markerEnd: { type: MarkerType.ArrowClosed, width: 10, height: 10 },
    }
  })
