import { projectsHashOf, roundIdOf } from '@daomesh/chain'
import { writeRoundText } from '@daomesh/governance'
import {
  type Address,
  DaomeshError,
  limits,
  type Round,
  type RoundAction,
  type RoundId,
  roundWordsHashOf,
  roundWordsSchema,
  type SpaceId,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { chainNow } from '../../chain/chainNow.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import { decisionFrame } from '../../spaces/decisionFrame.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundOutcome } from '../../rounds/carryOutRound.ts'

export type OpenRoundParameters = {
  readonly requestId: string
  /** The confederation. */
  readonly as: SpaceId
  readonly title: string
  readonly about: string
  /** Zero: ETH. */
  readonly token: Address
  /** Seconds of chain time; `finaliseBy` null: a week behind the end. */
  readonly closesAt: number
  readonly finaliseBy: number | null
  /** In the smallest unit of the token; `pool`: what the confederation gives itself, in the same decision. */
  readonly minimum: string
  readonly pool: string
  readonly capBps: number
  readonly projects: readonly { readonly name: string; readonly about: string; readonly payee: Address }[]
}

export type OpenedRound = RoundOutcome & { readonly round: RoundId }

const week = 7 * 86_400
const mostAmount = 1n << 112n

const refuse = (field: string, reason: string): never => {
  throw new DaomeshError('ROUND_TERMS', { meta: { field, reason } })
}

const wordsOf = (field: string, { title, about }: { readonly title: string; readonly about: string }) => {
  const read = roundWordsSchema.safeParse({ title, about })
  return read.success ? read.data : refuse(field, read.error.issues.map(({ message }) => message).join('; '))
}

/** Whoever votes last must still find it open: it could be enacted only where all vote early. */
const checkEnd = (node: NodeContext, as: SpaceId, closesAt: number): void => {
  const votesUntil = decisionFrame(node, node.spaces.dao(as)).closesAt
  if (closesAt <= votesUntil) throw new DaomeshError('ROUND_ENDS_FIRST', { meta: { field: 'closesAt', closesAt, votesUntil } })
}

/** What the contract would refuse is refused here, before anybody votes on it (contracts R13). */
const check = ({ closesAt, finaliseBy, minimum, capBps, projects, pool }: OpenRoundParameters, now: number): void => {
  if (closesAt <= now) refuse('closesAt', 'the end is past')
  if (finaliseBy !== null && finaliseBy < closesAt + 86_400) refuse('finaliseBy', 'there is a day at least to count')
  if (BigInt(minimum) === 0n || BigInt(minimum) >= mostAmount) refuse('minimum', 'above zero, and below 112 bits')
  if (BigInt(pool) >= mostAmount) refuse('pool', 'below 112 bits')
  if (capBps < 1 || capBps > 10_000) refuse('capBps', '1 to 10000')
  if (projects.length < 1 || projects.length > limits.roundProjects) refuse('projects', `1 to ${limits.roundProjects}`)
  if (projects.some(({ payee }) => BigInt(payee) === 0n)) refuse('projects', 'each has an account that is paid')
}

/**
 * Asks the members of a DAO whether to open a round of public goods, in one proposal that also pays what the DAO gives to its pool itself. Its words stand in
 * the proposal, and the round commits to them. Only a DAO can open one: its present members are those who give.
 * @throws DaomeshError `ROUND_TERMS` with the field, `ROUND_ENDS_FIRST`, `SPACE_UNKNOWN`, `CHAIN_UNREACHABLE`.
 */
export const openRound = async (node: NodeContext, parameters: OpenRoundParameters, keep: Keep<OpenedRound>): Promise<OpenedRound> => {
  const { requestId, as, token, closesAt, finaliseBy, minimum, pool, capBps } = parameters
  const { dao } = node.spaces.dao(as).record
  const now = await chainNow(node)
  check(parameters, now)
  checkEnd(node, as, closesAt)
  const words = wordsOf('title', parameters)
  const texts = parameters.projects.map(({ name, about }, i) => wordsOf(`projects.${i}`, { title: name, about }))
  const payees = parameters.projects.map(({ payee }) => payee)
  if (payees.includes(node.rounds.rounds)) refuse('projects', 'the contract of rounds cannot be paid')
  const projects = texts.map((text, i) => ({ payee: payees[i] as Address, contentHash: roundWordsHashOf(text) }))
  const drawn = drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16)
  const round: Round = {
    confederation: dao,
    token,
    closesAt,
    finaliseBy: finaliseBy ?? closesAt + week,
    minimum: BigInt(minimum),
    capBps,
    projectsHash: projectsHashOf(projects),
    contentHash: roundWordsHashOf(words),
    nonce: drawn.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
  }
  const id = roundIdOf(round)
  const open: RoundAction = { kind: 'open', round, projects }
  const fund: RoundAction = { kind: 'fund', round, amount: BigInt(pool) }
  const text = writeRoundText({ words, projects: texts }, payees)
  if (new TextEncoder().encode(text).length > limits.contentBytes - 1_000) refuse('projects', 'their words together are too long')
  const outcome = await carryOutRound(
    node,
    { requestId, as },
    { actions: fund.amount === 0n ? [open] : [open, fund], title: words.title, text },
    (done) => keep({ ...done, round: id }),
  )
  return { ...outcome, round: id }
}
