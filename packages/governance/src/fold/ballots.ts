import { causalOrder, type Cbor, daomeshDomain, hashTypedData, sha256Hex, supports, toRecord, utf8 } from '@daomesh/protocol'
import { sheetCostOf } from '../rules/credits.ts'
import type { Step } from './context.ts'
import { ballotOrder, keys } from './keys.ts'
import type { DaoContext } from './proposals.ts'
import { accepted, rejected, write } from './verdicts.ts'

/**
 * A ballot sheet is its member's by its own signature, whoever publishes it. Per choice the greater (revision, digest) stands (R4), and beside it
 * the greatest Yes, because a signed Yes can be used to enact until its member revokes it on chain. All sheets are kept by revision and digest:
 * two under one revision are the proof of an equivocation (G7).
 */
export const castBallots: Step<'ballot.cast', DaoContext> = (context, entry, { sheet, signature, reason }, view) => {
  const { member, revision, choices } = sheet
  if (view.members !== null && !view.members.has(member)) return rejected('ENTRY_BALLOT')
  // The contract refuses a sheet that answers twice, so no part of it may count here.
  if (new Set(choices.map((choice) => choice.decision)).size !== choices.length) return rejected('ENTRY_BALLOT')
  const digest = hashTypedData(daomeshDomain(context.chain.chainId, context.dao), 'BallotSheet', sheet)
  if (context.memberKindOf?.(member, view) === 'contract') {
    // What a contract signs only the chain can tell, and it may change: whoever shows it asks there (S16). Each signature stands by itself.
    const claim = { member, digest, signature, sheet: toRecord(sheet) as Cbor, entry: entry.id, at: entry.header.at }
    return accepted([write(keys.claim(member, revision, digest, sha256Hex(utf8(signature))), causalOrder(entry.depth), claim)])
  }
  if (context.recover(digest, signature) !== member) return rejected('ENTRY_BALLOT')

  // The reason is not under the member's signature: only the member's own record may give it.
  const own = entry.author.member === member
  const cost = sheetCostOf(choices).toString()
  const order = ballotOrder(revision, digest, own, causalOrder(entry.depth))
  const writes = [write(keys.sheet(member, revision, digest), '', { sheet: toRecord(sheet) as Cbor, signature })]
  for (const { decision, support, votes } of choices) {
    const value = {
      member,
      revision: revision.toString(),
      digest,
      support,
      votes: votes.toString(),
      cost,
      reason: own ? reason : '',
      entry: entry.id,
      at: entry.header.at,
    }
    writes.push(write(keys.ballot(decision, member), order, value))
    if (support === supports.for) writes.push(write(keys.yes(decision, member), order, value))
  }
  return accepted(writes)
}
