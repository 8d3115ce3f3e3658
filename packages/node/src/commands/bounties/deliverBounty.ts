import { deliveriesOf } from '@daomesh/governance'
import { type BountyId, DaomeshError, type Delivery, deliveryHashOf, type EntryId, type Hex, toHex } from '@daomesh/protocol'
import { type ActParameters, type BountyOutcome, carryOut } from '../../bounties/carryOut.ts'
import { dealOfBounty } from '../../bounties/dealOfBounty.ts'
import { partOf } from '../../bounties/parts.ts'
import { titleOf } from '../../bounties/path.ts'
import type { NodeContext } from '../../context.ts'
import { findFile } from '../../queries/files/readFile.ts'
import type { Keep } from '../../requests/createRequests.ts'
import type { DealSpace } from '../../spaces/space.ts'

export type DeliverBountyParameters = ActParameters & {
  readonly bounty: BountyId
  /** A part that was split off; null: the bounty itself. */
  readonly node: Hex | null
  readonly contentHash: Hex | null
  readonly note: string
  /** Records of the deal's space. */
  readonly files: readonly EntryId[]
  readonly signature: Hex
}

/** Of each file what the chain is told: the hash of its content, which whoever delivers it has. */
const filesIn = (node: NodeContext, space: DealSpace, files: readonly EntryId[]): Promise<Delivery['files']> =>
  Promise.all(
    files.map(async (entry) => {
      const { row } = findFile(node, { space: space.id, file: entry })
      const held = await node.files.exchange.held(space.id, row.file)
      if (held === null || !held.isWhole()) throw new DaomeshError('FILE_ABSENT', { meta: { file: row.file } })
      return { file: row.file, hash: toHex(held.manifest.hash), name: row.name, size: row.size }
    }),
  )

/** Writes the delivery into the deal, unless it stands there already: a retry tells it no second time. Answers its hash. */
const tellDelivery = async (
  node: NodeContext,
  space: DealSpace,
  bounty: BountyId,
  { note, files }: DeliverBountyParameters,
): Promise<Hex> => {
  const delivery: Delivery = { v: 1, bounty, note, files: await filesIn(node, space, files) }
  const contentHash = deliveryHashOf(delivery)
  const isTold = deliveriesOf(space.registers(), bounty).some(({ hash }) => hash === contentHash)
  if (!isTold) await space.append('deal.deliver', { delivery })
  return contentHash
}

/**
 * Says that the work is there: note and files in the deal, their hash on the chain, where the review begins. Of a part that was split off who split it is told
 * in their deal, and nothing goes to the chain: it is accepted with the whole, or by who split it.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `DELIVERY_NOWHERE` where the deal is not here, `FILE_UNKNOWN`, `FILE_ABSENT`, `KEY_MISSING`.
 */
export const deliverBounty = async (
  node: NodeContext,
  parameters: DeliverBountyParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const known = await node.bounties.known(parameters.bounty)
  const part = partOf(node, known, parameters.node)
  const { contentHash, signature } = parameters
  const deal = contentHash === null ? dealOfBounty(node, part.agreement) : null
  if (contentHash === null && deal === null) throw new DaomeshError('DELIVERY_NOWHERE', { meta: { bounty: part.bounty } })
  const told = deal === null ? (contentHash as Hex) : await tellDelivery(node, deal.space, part.bounty, parameters)
  if (part.node !== null) return { transaction: null, approvals: [], decision: null }
  const action = { kind: 'deliver', agreement: part.agreement, contentHash: told, signature } as const
  const text = [parameters.note, `SHA-256 of what is delivered: ${told}`].join('\n\n').trim()
  return carryOut(node, parameters, { action, title: titleOf(known), text }, keep)
}
