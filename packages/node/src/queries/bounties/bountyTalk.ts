import { commentsOf, deliveriesOf, filesOf, nameOf, nodeOf, rulingPeriod } from '@daomesh/governance'
import type { Hex } from '@daomesh/protocol'
import type { z } from 'zod'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { keccakOf } from '../../bounties/keccakOf.ts'
import type { PartDeal } from '../../bounties/partDeals.ts'
import type { Part } from '../../bounties/parts.ts'
import type { bountyPage } from '../../contract/bountyShapes.ts'
import type { DealSpace } from '../../spaces/space.ts'

type Page = z.input<typeof bountyPage>
type Talk = Pick<Page, 'deliveries' | 'objections' | 'comments'>

const deliveriesIn = ({ node, bounty }: Part, space: DealSpace, contentHash: Hex | null): Page['deliveries'] => {
  const registers = space.registers()
  const records = filesOf(registers)
  return deliveriesOf(registers, bounty).map(({ hash, by, at, delivery }) => ({
    node,
    contentHash: hash,
    onChain: node === null && hash === contentHash,
    at,
    by,
    byName: nameOf(registers, by),
    note: delivery.note,
    files: delivery.files.map((one) => ({
      ...one,
      space: space.id,
      entry: records.find(({ file, withdrawn }) => file === one.file && !withdrawn)?.entry ?? null,
    })),
  }))
}

const commentsIn = ({ node, bounty }: Part, space: DealSpace): Page['comments'] => {
  const registers = space.registers()
  return commentsOf(registers, bounty).map(({ entry, by, text, at, replyTo }) => ({
    entry,
    node,
    account: by,
    name: nameOf(registers, by),
    text,
    at,
    replyTo,
  }))
}

const objectionsOf = ({ record, id }: KnownBounty, comments: Page['comments']): Page['objections'] =>
  record === null
    ? []
    : [id as Hex, ...record.places.keys()].flatMap((key) => {
        const { dispute } = nodeOf(record, key)
        if (dispute === null) return []
        const { objector, arbiter, bond, reasonHash, objectedAt, contestedAt, ruledAt, hunterAmount, bonded } = dispute
        return [
          {
            node: key === id ? null : key,
            objector,
            arbiter,
            bond: bond.toString(),
            reason: comments.find(({ text }) => keccakOf(text) === reasonHash)?.text ?? null,
            reasonHash,
            objectedAt,
            contestBy: objectedAt + record.agreement.reviewPeriod - 1,
            contestedAt,
            ruleBy: contestedAt === 0 ? 0 : contestedAt + rulingPeriod - 1,
            ruledAt,
            hunterAmount: hunterAmount.toString(),
            open: bonded,
          },
        ]
      })

/** What was delivered, objected and said about a bounty and its parts, out of the deals that are here. */
export const bountyTalk = (known: KnownBounty, deals: readonly PartDeal[]): Talk => {
  const comments = deals.flatMap(({ part, space }) => commentsIn(part, space))
  const contentHash = known.record?.contentHash ?? null
  return {
    deliveries: deals.flatMap(({ part, space }) => deliveriesIn(part, space, contentHash)),
    objections: objectionsOf(known, comments),
    comments,
  }
}
