import { nextRevision, planSheet } from '@daomesh/governance'
import {
  DaomeshError,
  daomeshDomain,
  type DecisionId,
  type EntryId,
  hashTypedData,
  type SpaceId,
  type Support,
  supports,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { reserve } from '../requests/reserve.ts'
import { requireProposal, superseded } from '../queries/readProposal.ts'

export type CastBallotParameters = {
  readonly space: SpaceId
  readonly choices: readonly { readonly decision: DecisionId; readonly support: Support }[]
  readonly reason: string
}

const settled: ReadonlySet<string> = new Set(['enacted', 'expired', 'superseded'])

/**
 * Signs one sheet for all choices with the member's account and keeps it. Works offline: a ballot needs no chain and no peer. Of two sheets that
 * wait for their person at once the one asked for later has the higher revision, whichever is signed first.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_SUPERSEDED`, `BALLOT_CLOSED`, `INPUT_INVALID` (twice For in one slot), `SIGNING_REFUSED`, `SIGNING_BLIND`, `SIGNING_MISMATCH`.
 */
export const castBallot = async (
  node: NodeContext,
  { space: id, choices, reason }: CastBallotParameters,
  keep: Keep<{ entry: EntryId; revision: string }>,
): Promise<{ entry: EntryId; revision: string }> => {
  const space = node.spaces.dao(id)
  const account = node.account.required()
  await space.spentSlots.settle()
  const proposals = choices.map(({ decision }) => requireProposal(node, space, decision))
  const over = proposals.find(({ status }) => settled.has(status))
  if (over?.status === 'superseded') throw superseded(over)
  if (over !== undefined) throw new DaomeshError('BALLOT_CLOSED', { meta: { decision: over.id, status: over.status } })
  const { sheet } = planSheet({
    member: account,
    revision: reserve(node.meta, `revision:${id}:${account}`, nextRevision(space.registers(), account, space.chainState())),
    rules: space.chainState().rules,
    answers: choices.map(({ decision, support }, i) => ({
      decision,
      slot: proposals[i]?.decision.slot ?? 0n,
      closesAt: proposals[i]?.decision.closesAt ?? 0,
      support: supports[support],
    })),
  })
  const domain = daomeshDomain(space.record.chain.chainId, space.record.dao)
  // The signer hashes what it shows and compares with the sheet, so it need not believe this process.
  const about = proposals.map(({ title, content, decision }) => ({ title, content, decision }))
  const context = { title: `Ballot in ${space.record.genesis.name}`, lines: [] }
  const request = { type: 'typedData', domain, name: 'BallotSheet', message: sheet, about, context } as const
  const signature = await node.adapters.signer.sign(account, request)
  if (node.adapters.verifier.recoverAccount(hashTypedData(domain, 'BallotSheet', sheet), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  const outcome = (entry: EntryId) => ({ entry, revision: sheet.revision.toString() })
  return outcome(await space.append('ballot.cast', { sheet, signature, reason }, { meta: (entry) => [keep(outcome(entry))] }))
}
