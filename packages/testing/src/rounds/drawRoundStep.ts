import { projectsHashOf } from '@daomesh/chain'
import { address, type Address, type Round, type RoundAction, type RoundProject, ether } from '@daomesh/protocol'
import type { SeededRandom } from '../world/seededRandom.ts'
import type { RoundCast } from './roundCast.ts'

const hour = 3_600

/** A round that was asked for, whether it could be opened or not. */
export type WalkedRound = { readonly round: Round; readonly projects: readonly RoundProject[] }

export type RoundWalk = { readonly random: SeededRandom; readonly all: WalkedRound[]; nonce: bigint; now: number }

/** What happens next: by an account, by a DAO, or by nobody. */
export type RoundStep =
  | { readonly kind: 'act'; readonly from: number; readonly action: RoundAction }
  | { readonly kind: 'decide'; readonly dao: 'valley' | 'mill' | 'ridge'; readonly action: RoundAction }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'refuse'; readonly refuses: boolean }

/** Who takes nothing while `refuse` says so. */
export const unwilling = address.parse(`0x${'5e'.repeat(20)}`)

const drawRound = ({ valley, host, person }: RoundCast, walk: RoundWalk): WalkedRound => {
  const { random } = walk
  const payees: readonly Address[] = [unwilling, valley.dao, address.parse(`0x${'71'.repeat(20)}`), address.parse(`0x${'72'.repeat(20)}`)]
  const projects = payees.slice(0, 2 + random.below(3)).map((payee): RoundProject => ({ payee, contentHash: `0x${'ab'.repeat(32)}` }))
  const closesAt = walk.now + (1 + random.below(8)) * hour
  const round: Round = {
    confederation: random.chance(0.95) ? valley.dao : person(3),
    token: random.chance(0.4) ? host.coin : ether,
    closesAt: random.chance(0.04) ? walk.now - 1 : closesAt,
    finaliseBy: closesAt + (random.chance(0.95) ? 24 : 23) * hour,
    minimum: random.chance(0.96) ? 5n : 0n,
    capBps: random.pick([10_000, 10_000, 6_000, 2_500]),
    projectsHash: projectsHashOf(random.chance(0.95) ? projects : projects.slice(1)),
    contentHash: `0x${'cd'.repeat(32)}`,
    nonce: walk.nonce++,
  }
  return { round, projects }
}

/** Seat and place of who gives, mostly right. */
const drawGift = (cast: RoundCast, walk: RoundWalk, round: Round, projects: number): RoundStep => {
  const { random } = walk
  const { valley, mill, ridge, seatOf, person } = cast
  const seat = seatOf(valley, mill.dao)
  const gift = (seats: number, place: number | null): RoundAction => ({
    kind: 'contribute',
    round,
    seat: random.chance(0.95) ? seats : random.pick([63, 64, 0]),
    place: random.chance(0.95) ? place : random.pick([0, 7, null]),
    project: random.chance(0.95) ? random.below(projects) : projects,
    amount: BigInt(random.pick([1, 4, 5, 9, 16, 25, 100, 7_777])),
  })
  const who = random.below(10)
  if (who < 3) return { kind: 'act', from: who, action: gift(seat, seatOf(mill, person(who))) }
  if (who < 7) return { kind: 'act', from: who, action: gift(seatOf(valley, person(who)), null) }
  if (who === 7) return { kind: 'act', from: 7, action: gift(seat, 0) }
  if (who === 8) return { kind: 'decide', dao: 'ridge', action: gift(seat, seatOf(mill, ridge.dao)) }
  return { kind: 'decide', dao: 'mill', action: gift(seat, null) }
}

/** One step, right more often than not. */
export const drawRoundStep = (cast: RoundCast, walk: RoundWalk): RoundStep => {
  const { random, all } = walk
  const known = all.slice(-3)
  if (known.length === 0 || random.chance(0.07)) {
    const made = drawRound(cast, walk)
    all.push(made)
    const action: RoundAction = { kind: 'open', ...made }
    return random.chance(0.9) ? { kind: 'decide', dao: 'valley', action } : { kind: 'act', from: 3, action }
  }
  if (random.chance(0.06)) return { kind: 'refuse', refuses: random.chance(0.5) }
  if (random.chance(0.1)) return { kind: 'pass', seconds: random.pick([600, 2 * hour, 9 * hour, 9 * hour, 30 * hour]) }
  const { round, projects } = random.pick(known)
  const anybody = random.below(8)
  switch (random.below(12)) {
    case 0:
    case 1:
      return { kind: 'act', from: random.below(4), action: { kind: 'fund', round, amount: BigInt(random.pick([0, 7, 50, 1_000])) } }
    case 2:
      return random.chance(0.15)
        ? { kind: 'decide', dao: 'valley', action: { kind: 'callOff', round } }
        : { kind: 'act', from: anybody, action: { kind: 'callOff', round } }
    case 3:
    case 4:
      return { kind: 'act', from: anybody, action: { kind: 'finalise', round } }
    case 5: {
      const which = [0, 1, 2, 3].filter((place) => place < projects.length + (random.chance(0.1) ? 1 : 0) && random.chance(0.5))
      const shown = random.chance(0.95) ? projects : projects.toReversed()
      return { kind: 'act', from: anybody, action: { kind: 'payout', round, projects: shown, which } }
    }
    case 6:
      return { kind: 'act', from: anybody, action: { kind: 'refund', round, account: cast.person(random.below(8)) } }
    case 7: {
      const numbers = random.pick([[0], [1, 0], [2], []])
      return { kind: 'act', from: anybody, action: { kind: 'refundPool', round, numbers } }
    }
    case 8: {
      const account = random.pick([unwilling, cast.person(1)])
      return {
        kind: 'act',
        from: anybody,
        action: { kind: 'claim', vault: ether, account, recipient: random.pick([ether, account, cast.person(7)]) },
      }
    }
    default:
      return drawGift(cast, walk, round, projects.length)
  }
}
