import type { MinedCall } from '@daomesh/chain'
import { type Address, decode, encode, fromHex, type Hex, toRecord } from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeAdapters } from '../adapters.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { MetaStore } from '../ports.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { enactmentBytes, enactmentLimit } from './daoProof.ts'

const kept = z.object({
  /** The account they seat, and after how many chain facts. */
  account: z.string(),
  count: z.number(),
  enactments: z.array(z.object({ transaction: z.string(), data: z.instanceof(Uint8Array) })),
})
type Shown = { readonly transaction: Hex; readonly data: Uint8Array }

const keyOf = (space: DaoSpace): string => `enactments:${space.id}`

const read = (meta: Pick<MetaStore, 'get'>, space: DaoSpace) => {
  const bytes = meta.get(keyOf(space))
  const parsed = bytes === undefined ? null : kept.safeParse(decode(bytes))
  return parsed?.success === true ? parsed.data : null
}

/** The transactions that wrote a roster, up to the one that seated the account last; empty where the genesis did. */
const seatingOf = (space: DaoSpace, account: Address): readonly { readonly transaction: Hex; readonly count: number }[] => {
  const held = (members: readonly { readonly account: Address }[]): boolean => members.some((member) => member.account === account)
  let wasIn = held(space.record.genesis.members)
  let found: readonly { readonly transaction: Hex; readonly count: number }[] = []
  const changes: { readonly transaction: Hex; readonly count: number }[] = []
  for (const [i, { fact, transaction }] of space.facts.events().entries()) {
    if (fact.kind !== 'rosterChanged' || fact.epoch === 0) continue
    changes.push({ transaction, count: i + 1 })
    const isIn = held(fact.members)
    if (isIn && !wasIn) found = [...changes]
    wasIn = isIn
  }
  return found.slice(-enactmentLimit)
}

export type KeepEnactmentsParameters = {
  readonly meta: Pick<MetaStore, 'get' | 'set'>
  readonly account: Pick<AccountChoice, 'current'>
  readonly adapters: Pick<NodeAdapters, 'chain'>
}

/**
 * Takes from the chain, once, the decisions by which this node's account was seated, so that it can show them to a member whose chain is behind. Nothing
 * is kept for who stood in the genesis. Where the chain does not answer it is asked again at the next look.
 */
export const keepEnactments = async ({ meta, account, adapters }: KeepEnactmentsParameters, space: DaoSpace): Promise<void> => {
  const self = account.current()
  if (self === null || space.view().members?.has(self) !== true) return
  const seating = seatingOf(space, self)
  const count = seating.at(-1)?.count ?? 0
  const known = read(meta, space)
  if (seating.length === 0 || (known?.account === self && known.count === count)) return
  const calls = await Promise.all(seating.map(({ transaction }) => adapters.chain.client.minedCall(transaction)))
  const enactments: Shown[] = []
  let size = 0
  // From the newest on: one that is no plain call to the DAO, or too long, ends what can be shown.
  for (const [i, call] of [...calls.entries()].toReversed()) {
    const data = shownBy(call, space)
    size += data?.length ?? 0
    const transaction = seating[i]?.transaction
    if (data === null || transaction === undefined || size > enactmentBytes) break
    enactments.unshift({ transaction, data })
  }
  meta.set(keyOf(space), encode(toRecord({ account: self, count, enactments })))
}

const shownBy = (call: MinedCall | null, space: DaoSpace): Uint8Array | null =>
  call !== null && call.ok && call.to === space.record.dao ? fromHex(call.data) : null

/** The decisions that seated an account, the last one being that which did, as far as they were kept. */
export const keptEnactments = (meta: Pick<MetaStore, 'get'>, space: DaoSpace, account: Address): readonly Shown[] => {
  const known = read(meta, space)
  return known?.account === account ? known.enactments.map(({ transaction, data }) => ({ transaction: transaction as Hex, data })) : []
}
