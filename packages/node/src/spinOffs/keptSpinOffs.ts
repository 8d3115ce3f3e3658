import { decode, decisionId, type DecisionId, encode, genesisSchema, type Genesis, toRecord } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** A spin-off that this node's account is to go with. `proposer`: this node writes the first key of the new DAO. */
export type KeptSpinOff = { readonly decision: DecisionId; readonly genesis: Genesis; readonly proposer: boolean }

const kept = z.array(z.object({ decision: decisionId, genesis: genesisSchema, proposer: z.boolean() }))
/** Of one DAO; nobody weighs more at a time. The newest stay. */
const most = 16

const keyOf = (space: DaoSpace): string => `spinOffs:${space.id}`

/** What was kept of a DAO. What cannot be read is as good as nothing: the proposals are read again. */
export const keptSpinOffs = (meta: Pick<MetaStore, 'get'>, space: DaoSpace): readonly KeptSpinOff[] => {
  const bytes = meta.get(keyOf(space))
  const read = bytes === undefined ? null : kept.safeParse(decode(bytes))
  return read?.success === true ? read.data : []
}

/**
 * Keeps where the own account is to go: once it went, what it wrote may count no more in the DAO that it left, its own proposal too, and then nobody there could
 * tell it where the new one is.
 */
export const keepSpinOffs = (meta: Pick<MetaStore, 'get' | 'set'>, space: DaoSpace, found: readonly KeptSpinOff[]): void => {
  const before = keptSpinOffs(meta, space)
  const fresh = found.filter(({ decision }) => !before.some((one) => one.decision === decision))
  if (fresh.length > 0) meta.set(keyOf(space), encode(toRecord([...before, ...fresh].slice(-most))))
}
