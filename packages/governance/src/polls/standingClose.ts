import { type Address, countingModes, type Member, type PollCloseId, type Rules } from '@daomesh/protocol'
import { reaches } from '../rules/bps.ts'

/** Who signs a close, weighed as the DAO counts its decisions: by power where votes count by power, else by heads. */
export type CloseSeat = { readonly member: Address; readonly weight: bigint }

export type SignedClose = { readonly close: PollCloseId; readonly signers: readonly Address[] }

export type WeighedClose = SignedClose & {
  /** Of its signers. */
  readonly weight: bigint
  readonly sealed: boolean
}

export type CloseStanding = {
  readonly closes: readonly WeighedClose[]
  /** `split`: the members signed so differently that no close can be sealed any more. `disputed`: two are sealed, so neither stands. */
  readonly status: 'open' | 'closing' | 'sealed' | 'split' | 'disputed'
  /** The one that is sealed, or null. */
  readonly sealed: PollCloseId | null
  /** Who signed more than one close: proof of an equivocation (G7). */
  readonly equivocators: readonly Address[]
}

/**
 * The seats that close a poll of these members.
 * @example
 * closeSeats(rules, members).length // => 3
 */
export const closeSeats = ({ mode }: Pick<Rules, 'mode'>, members: readonly Member[]): readonly CloseSeat[] =>
  members
    .filter(({ power }) => power > 0n)
    .map(({ account, power }) => ({ member: account, weight: mode === countingModes.power ? power : 1n }))

/**
 * Whether signatures of this weight seal a close: the quorum of the rules, and more than half of everybody, so that two closes can be sealed only where
 * somebody signed both.
 * @example
 * seals(rules, 2n, 3n) // => true
 * seals(rules, 2n, 4n) // => false
 */
export const seals = ({ quorumBps }: Pick<Rules, 'quorumBps'>, weight: bigint, total: bigint): boolean =>
  weight * 2n > total && reaches(weight, quorumBps, total)

/**
 * Which close of a poll stands. Every signature counts for the close it names, an equivocator's for each of its own: so a second one, written or shown
 * later, takes nothing from a sealed close. Only where two are sealed does none stand. Then the honest signers of neither are enough: if those of one
 * alone were more than half, the rest could not seal another. So nothing is chosen for the members, and the poll is to be opened anew.
 * Signatures of who has no seat weigh nothing.
 * @example
 * const seats = closeSeats(rules, members)
 * const one = { close: pollCloseId.parse('c1'.repeat(32)), signers: [alice, bob] }
 * const other = { close: pollCloseId.parse('c2'.repeat(32)), signers: [bob] }
 * standingClose(rules, seats, [one, other]).sealed // => one.close
 * standingClose(rules, seats, [one, { ...other, signers: [bob, carol] }]).status // => 'disputed'
 */
export const standingClose = (
  rules: Pick<Rules, 'quorumBps'>,
  seats: readonly CloseSeat[],
  signed: readonly SignedClose[],
): CloseStanding => {
  const weights = new Map(seats.map(({ member, weight }) => [member, weight]))
  const sum = (members: Iterable<Address>): bigint => [...members].reduce((all, member) => all + (weights.get(member) ?? 0n), 0n)
  const total = sum(weights.keys())
  const closes = signed.map(({ close, signers }): WeighedClose => {
    const seated = signers.filter((member) => weights.has(member))
    const weight = sum(seated)
    return { close, signers: seated, weight, sealed: seals(rules, weight, total) }
  })
  const count = new Map<Address, number>()
  for (const { signers } of closes) for (const member of signers) count.set(member, (count.get(member) ?? 0) + 1)
  const sealed = closes.filter((one) => one.sealed)
  const unsigned = total - sum(count.keys())
  const canSeal = [0n, ...closes.map(({ weight }) => weight)].some((weight) => seals(rules, weight + unsigned, total))
  const [first] = sealed
  const status =
    first !== undefined ? (sealed.length > 1 ? 'disputed' : 'sealed') : !canSeal ? 'split' : count.size > 0 ? 'closing' : 'open'
  return {
    closes,
    status,
    sealed: status === 'sealed' ? (first?.close ?? null) : null,
    equivocators: [...count].flatMap(([member, times]) => (times > 1 ? [member] : [])).sort(),
  }
}
