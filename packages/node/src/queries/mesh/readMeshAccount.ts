import type { TrackRecord } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { meshAccountPage, trackRecordShape } from '../../contract/mesh.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import { accountWords } from './readMesh.ts'

type Words = ReturnType<typeof createRewardWords>

const moneyOf = async (sums: ReadonlyMap<Address, bigint>, words: Words) => {
  const rows = []
  for (const [token, amount] of [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    rows.push({ token, ...(await words(token)), amount: amount.toString() })
  return rows
}

/** A track record as screens show it, with the words of its tokens. */
export const answerRecord = async (node: NodeContext, record: TrackRecord): Promise<z.input<typeof trackRecordShape>> => {
  const words = createRewardWords(node)
  const { issued, hunted, whole, partial, nothing, disputed } = record
  return {
    issued,
    hunted,
    whole,
    partial,
    nothing,
    disputed,
    earned: await moneyOf(record.earned, words),
    paid: await moneyOf(record.paid, words),
  }
}

/**
 * What the chain says of one account in the mesh.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const readMeshAccount = async (
  node: NodeContext,
  { account }: { readonly account: Address },
): Promise<z.input<typeof meshAccountPage>> => {
  const state = await node.mesh.read()
  const record = state.records.get(account)
  return {
    ...accountWords(node, state, account),
    level: record === undefined ? null : (state.levels.get(account) ?? 0),
    record: record === undefined ? null : await answerRecord(node, record),
  }
}
