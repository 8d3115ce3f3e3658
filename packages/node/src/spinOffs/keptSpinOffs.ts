import { decode, decisionId, type DecisionId, encode, genesisSchema, type Genesis, toRecord } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** A spin-off that this node's account is to go with. `proposer`: this node writes the first key of the new DAO. `agreed`: it said Yes, without which nothing happens. */
export type KeptSpinOff = { readonly decision: DecisionId; readonly genesis: Genesis; readonly proposer: boolean; readonly agreed: boolean }

const kept = z.array(z.object({ decision: decisionId, genesis: genesisSchema, proposer: z.boolean(), agreed: z.boolean().default(false) }))
/** Of one DAO; nobody weighs more at a time. Those that the own account agreed to stay, then the newest: others can propose as many as they like. */
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
  const isKept = ({ decision }: KeptSpinOff): boolean => before.some((one) => one.decision === decision)
  // A Yes that was said stays one here: whoever takes it back loses nothing by it.
  const known = before.map((one) => ({
    ...one,
    agreed: one.agreed || found.some(({ decision, agreed }) => agreed && decision === one.decision),
  }))
  const all = [...known, ...found.filter((one) => !isKept(one))]
  const left = [...all.filter(({ agreed }) => !agreed), ...all.filter(({ agreed }) => agreed)].slice(-most)
  const isSame =
    left.length === before.length && left.every((one) => before.some((b) => b.decision === one.decision && b.agreed === one.agreed))
  if (!isSame) meta.set(keyOf(space), encode(toRecord(left)))
}
