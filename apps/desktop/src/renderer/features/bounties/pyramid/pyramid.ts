import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type Pyramid = InferClientOutputs<NodeClient>['bounties']['pyramid']
export type PyramidRow = Pyramid['rows'][number]
export type PyramidPart = NonNullable<PyramidRow['part']>
/** A row that can be chosen. */
export type Offered = PyramidRow & { readonly part: PyramidPart }

export const offeredIn = ({ rows }: Pick<Pyramid, 'rows'>): readonly Offered[] =>
  rows.flatMap((row) => (row.part === null ? [] : [{ ...row, part: row.part }]))

/** Those of them that stand in no plan: who takes the bounty has not said yet what becomes of them. */
export const openIn = (pyramid: Pick<Pyramid, 'rows'>): readonly Offered[] => offeredIn(pyramid).filter(({ planned }) => !planned)

/** Whose payee signed can be chosen; without what it passes on, where that is not signed. */
export const mayChoose = ({ state }: Pick<PyramidRow, 'state'>): boolean => state !== 'agreed'

/** All that is ready, unless it was left out; and what is not ready where it was asked for. */
export const chosenOf = (pyramid: Pick<Pyramid, 'rows'>, turned: ReadonlySet<string>): readonly Offered[] =>
  offeredIn(pyramid).filter((row) => mayChoose(row) && row.part.ready !== turned.has(row.key))

/** Amounts in the smallest unit: what is chosen, what is left of the bounty, and whether it fits. What is planned anew takes the place of a plan. */
export const sumsOf = ({ agreement, committed }: Pick<Pyramid, 'agreement' | 'committed'>, chosen: readonly Offered[]) => {
  const sum = chosen.reduce((all, { amount }) => all + BigInt(amount), 0n)
  const margin = BigInt(agreement.amount) - BigInt(committed) - sum
  return { sum, margin, fits: margin >= 0n, whole: true }
}

/** What keeps a pyramid from being safe to start, each with how many parts it is about. */
export const missingIn = ({
  rows,
}: Pick<Pyramid, 'rows'>): readonly { readonly state: Exclude<PyramidRow['state'], 'anchored'>; readonly count: number }[] =>
  (['agreed', 'asked', 'unknown', 'signed', 'pending'] as const).flatMap((state) => {
    const count = rows.filter((row) => row.state === state).length
    return count === 0 ? [] : [{ state, count }]
  })
