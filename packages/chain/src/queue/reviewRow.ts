import { isSuperseding, type QueueContext, type StepResult } from './context.ts'
import type { QueueRow } from './rows.ts'

/**
 * Looks again at a row that was superseded by what was not final yet, once the block in which that was seen must be. Where a reorganisation took it back, the
 * row is to be done after all and waits for its turn anew; where it is on the chain for good, nothing is looked at any more (SPEC A74).
 */
export const reviewRow = async (context: QueueContext, row: QueueRow): Promise<StepResult> => {
  const { client } = context
  const seen = row.supersededAt ?? null
  if (seen === null) return 'rest'
  const head = await client.head()
  if (head.finalized.number < BigInt(seen.number)) return 'rest'
  const stands = (await client.blockHash(BigInt(seen.number))) === seen.hash
  const [outcome] = await client.simulate({ from: row.account, calls: [{ ...row.call, value: BigInt(row.call.value) }] })
  if (outcome?.ok !== false || !isSuperseding(row, outcome)) {
    context.save(row, { state: 'waiting', error: null, supersededAt: null })
    // After a pause: an endpoint that says otherwise when it is to be signed has it written over and over.
    return 'rest'
  }
  // Still done by somebody else, but maybe in another block of another branch.
  context.save(row, { supersededAt: stands ? null : { number: head.number.toString(), hash: head.hash } })
  // Not at once: of an endpoint that never tells the same block again the next answer is no better.
  return stands ? 'moved' : 'rest'
}
