import { nextRevision } from '@daomesh/governance'
import {
  type BallotSheet,
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
import { requireProposal } from '../queries/readProposal.ts'

export type CastBallotParameters = {
  readonly space: SpaceId
  readonly choices: readonly { readonly decision: DecisionId; readonly support: Support }[]
  readonly reason: string
}

const settled: ReadonlySet<string> = new Set(['enacted', 'expired', 'superseded'])

/**
 * Signs one sheet for all choices with the member's account and keeps it. Works offline: a ballot needs no chain and no peer.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `BALLOT_CLOSED`, `SIGNING_REFUSED`, `SIGNING_MISMATCH`.
 */
export const castBallot = async (
  node: NodeContext,
  { space: id, choices, reason }: CastBallotParameters,
  keep: Keep<{ entry: EntryId; revision: string }>,
): Promise<{ entry: EntryId; revision: string }> => {
  const space = node.spaces.dao(id)
  const account = node.account.required()
  const proposals = choices.map(({ decision, support }) => ({ row: requireProposal(node, space, decision), support }))
  const over = proposals.find(({ row }) => settled.has(row.status))
  if (over !== undefined) throw new DaomeshError('BALLOT_CLOSED', { meta: { decision: over.row.id, status: over.row.status } })
  const sheet: BallotSheet = {
    member: account,
    revision: nextRevision(space.registers(), account, space.chainState()),
    choices: choices.map(({ decision, support }) => ({ decision, support: supports[support], votes: 0n })),
  }
  const domain = daomeshDomain(space.record.chain.chainId, space.record.dao)
  const context = {
    title: `Ballot in ${space.record.genesis.name}`,
    lines: [
      ...proposals.map(({ row, support }) => `${support}: ${row.title} (${row.id.slice(0, 10)})`),
      'A signed Yes can be used by anyone to enact.',
    ],
  }
  const signature = await node.adapters.signer.sign(account, { type: 'typedData', domain, name: 'BallotSheet', message: sheet, context })
  if (node.adapters.verifier.recoverAccount(hashTypedData(domain, 'BallotSheet', sheet), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  const outcome = (entry: EntryId) => ({ entry, revision: sheet.revision.toString() })
  return outcome(await space.append('ballot.cast', { sheet, signature, reason }, { meta: (entry) => [keep(outcome(entry))] }))
}
