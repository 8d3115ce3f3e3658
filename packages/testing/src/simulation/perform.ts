import type { Member } from '../world/startMember.ts'
import { count } from './ledger.ts'
import type { Acknowledged, Person, World } from './world.ts'
import { Violation } from './violation.ts'

export type Act = (api: Member['api']) => Promise<readonly Acknowledged[]>

/** What an honest member may be told while the world misbehaves: nothing was done, and the answer says so. */
const expected: ReadonlySet<string> = new Set([
  'CHAIN_UNREACHABLE',
  'NETWORK_OFF',
  'KEY_MISSING',
  'BALLOT_CLOSED',
  'ENACT_NOT_DECISIVE',
  // Somebody was faster while the answer to an earlier request was lost.
  'DECISION_UNRECORDABLE',
  'DECISION_COMPLETE',
  'DECISION_UNEXECUTABLE',
  // Where a mishap filled the disk for one commit.
  'STORAGE_FAILED',
])

const refusalRule = 'no unforeseen refusal'

/** What a refusal says besides its code. */
const detailOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'data' in error ? JSON.stringify(error.data) : String(error)

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)

/**
 * One thing a person does. What the API acknowledges is remembered; a request that a crash left without an answer is sent again after the restart,
 * under the same request id.
 */
export const perform = async (world: World, person: Person, what: string, act: Act, allowed: readonly string[] = []): Promise<void> => {
  const { process } = person
  if (process === null) return
  const { trace } = world
  trace.note(`${person.name} ${what}`)
  try {
    const answer = await Promise.race([act(process.member.api), process.died])
    if (answer === 'died' || person.process !== process) {
      person.unanswered.push({ what, act })
      trace.note(`${person.name} ${what}: no answer`)
      return
    }
    person.acknowledged.push(...answer)
    trace.note(`${person.name} ${what}: kept ${answer.map((one) => JSON.stringify(one)).join(' ')}`)
  } catch (error) {
    if (person.process !== process) {
      person.unanswered.push({ what, act })
      trace.note(`${person.name} ${what}: no answer`)
      return
    }
    count(world.checks, refusalRule)
    const code = codeOf(error)
    trace.note(`${person.name} ${what}: ${code}`)
    if (!expected.has(code) && !allowed.includes(code) && !person.byzantine)
      world.broken.push(new Violation(refusalRule, `${person.name} ${what}: ${code} ${detailOf(error)}`))
  }
}

/** What others wrote may be gone with the crash until somebody brings it again: what is asked about it is not here, and nothing was done. */
const forgotten = ['PROPOSAL_UNKNOWN', 'DRAFT_UNKNOWN']

/** Sends again what a crash left without an answer. */
export const retryUnanswered = async (world: World, person: Person): Promise<void> => {
  const waiting = person.unanswered.splice(0)
  for (const { what, act } of waiting) await perform(world, person, `again ${what}`, act, forgotten)
}
