import { type ChainCall, encodeEnact, encodeExecuteRecorded } from '@daomesh/chain'
import { type GatheredSide, rosterAt } from '@daomesh/governance'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import type { PromisedPower } from './promisesIn.ts'

/** The call that enacts a promise that can be: with the ballots that were brought, or from its record. Anybody may send it. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const enactPromise = async (
  node: NodeContext,
  deal: DealSpace,
  { promise: { agreement } }: PromisedPower,
  { decision, ready, sheets }: GatheredSide,
): Promise<ChainCall> => {
  const dao = agreement.issuer
  if (ready === 'record') return encodeExecuteRecorded({ records: await node.adapters.chain.client.records(), dao, decision })
  const state = deal.states().issuer
  const roster = state === null ? [] : (rosterAt(state, state.rosterEpoch)?.members ?? [])
  return encodeEnact({ chainId: deal.record.chain.chainId, dao, roster, decisions: [decision], sheets })
}
