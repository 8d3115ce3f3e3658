import { type Address, countingModes, type Rules } from '@daomesh/protocol'
import { costOf, creditsLeft } from '../credits.ts'
import { type Tally, tally } from '../tally.ts'
import type { KeptBallot, RecordBallot, RecordScene } from './record.ts'

const maxRevision = 2n ** 32n - 1n

/** Revision and the first 32 bits of the digest: what the contract keeps of a ballot (R4). */
const rankOf = ({ revision, digest }: RecordBallot): bigint => (revision << 32n) | BigInt(digest.slice(0, 10))

/** A higher rank; of equal ranks, which only a member's own two signatures can have, Against before For before Abstain, then more votes. */
const isNewer = (ballot: RecordBallot, known: KeptBallot | undefined, quadratic: boolean): boolean => {
  const rank = rankOf(ballot)
  if (known === undefined || rank !== known.rank) return known === undefined || rank > known.rank
  if (known.support === null) return false
  const strength = (support: number): number => 2 - support
  if (ballot.support !== known.support) return strength(ballot.support) > strength(known.support)
  return quadratic && ballot.votes > known.votes
}

const hasPower = (members: RecordScene['current'], member: Address): boolean =>
  members.some((one) => one.account === member && one.power > 0n)

const keptOf = (ballot: RecordBallot, rules: Rules, reserved: bigint): KeptBallot => {
  const rank = rankOf(ballot)
  if (rules.mode !== countingModes.quadratic) return { rank, support: ballot.support, votes: 0n }
  const payable = ballot.cost <= BigInt(rules.credits) && costOf(ballot.votes) <= creditsLeft(rules, reserved)
  return payable ? { rank, support: ballot.support, votes: ballot.votes } : { rank, support: null, votes: 0n }
}

/**
 * Takes over every ballot that is missing or newer (R4), whatever order they come in, and strikes what its member revoked. Skipped without an error:
 * a lower one, one below the member's minimum revision, of nobody in the cited roster, in quadratic counting of who has no power now or had
 * none there, elsewhere in a sheet that spends votes.
 * One that costs more than is left is kept as uncast with its rank, so that no older one of its member counts in its place.
 * @example
 * const ballot = { member: alice, revision: 1n, digest: chain.genesisHash, support: supports.for, votes: 0n, cost: 0n }
 * countBallots(new Map(), [ballot], rules, scene).get(alice)?.support // => supports.for
 */
export const countBallots = (
  known: ReadonlyMap<Address, KeptBallot>,
  ballots: readonly RecordBallot[],
  rules: Rules,
  scene: RecordScene,
): ReadonlyMap<Address, KeptBallot> => {
  const quadratic = rules.mode === countingModes.quadratic
  const kept = new Map(known)
  for (const ballot of ballots) {
    const { member, revision } = ballot
    if (revision > maxRevision || revision < (scene.minRevisions.get(member) ?? 0n)) continue
    // The chain hashes votes where nobody counts them to another sheet than was signed (T12).
    if (!quadratic && ballot.cost !== 0n) continue
    if (!scene.cited.some(({ account }) => account === member)) continue
    if (quadratic && (!hasPower(scene.cited, member) || !hasPower(scene.current, member) || scene.exited.has(member))) continue
    if (isNewer(ballot, kept.get(member), quadratic)) kept.set(member, keptOf(ballot, rules, scene.reserved.get(member) ?? 0n))
  }
  for (const [member, one] of kept)
    if (one.support !== null && one.rank >> 32n < (scene.minRevisions.get(member) ?? 0n))
      kept.set(member, { ...one, support: null, votes: 0n })
  return kept
}

/**
 * Counts what a record keeps, weighed by min(cited, present) at this moment, over the present total (R2).
 * @example
 * tallyKept(new Map([[bob, { rank: 1n, support: supports.for, votes: 0n }]]), rules, scene).for // => 1n
 */
export const tallyKept = (
  kept: ReadonlyMap<Address, KeptBallot>,
  rules: Rules,
  { cited, current, exited, reserved }: RecordScene,
): Tally => {
  const cast = [...kept].flatMap(([member, { support, votes }]) => (support === null ? [] : [{ member, support, votes }]))
  return tally({
    rules,
    cited,
    current,
    exited,
    ballots: new Map(cast.map(({ member, support }) => [member, support])),
    votes: new Map(cast.map(({ member, votes }) => [member, votes])),
    reserved,
  })
}
