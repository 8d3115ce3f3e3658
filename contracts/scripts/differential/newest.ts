import { countBallots, type RecordBallot } from '@daomesh/governance'
import type { Address, Hex, Member, Rules } from '@daomesh/protocol'
import { sequence } from '@daomesh/governance/vectors'
import type { Packer } from './pack.ts'

const member = `0x${'1'.padStart(40, '0')}` as Address
const seats: readonly Member[] = [{ account: member, kind: 0, power: 1n, shares: 1n }]
const scene = { now: 0, cited: seats, current: seats, exited: new Set<Address>(), minRevisions: new Map(), reserved: new Map() }
const rules: Rules = {
  mode: 0,
  quorumBps: 0,
  thresholdBps: 0,
  votingPeriod: 0,
  gracePeriod: 0,
  challengeWindow: 0,
  credits: 65_535,
  incomeBps: 0,
  refundCap: 0,
}

/** Up to six ballots of one member, with few revisions and digests, so that equal ranks are met. */
export const putNewest = ({ put }: Packer, n: number): boolean => {
  const next = sequence(n * 32_452_843 + 13)
  const mode = next(3)
  const wide = next(4) === 0
  const ballots = Array.from({ length: 1 + next(6) }, (): RecordBallot => {
    const revision = wide ? BigInt(next(65_536)) * 65_536n + BigInt(next(65_536)) : BigInt(next(3))
    const start = wide ? next(65_536) * 65_536 + next(65_536) : next(2)
    const digest: Hex = `0x${start.toString(16).padStart(8, '0')}${'0'.repeat(56)}`
    const votes = mode === 2 ? BigInt(next(wide ? 256 : 3)) : 0n
    return { member, revision, digest, support: next(3), votes, cost: votes * votes }
  })
  const kept = countBallots(new Map(), ballots, { ...rules, mode }, scene).get(member)
  if (kept === undefined || kept.support === null) return false
  put(n, 4)
  put(mode, 1)
  put(next(64), 1)
  put(ballots.length, 1)
  for (const { revision, digest, support, votes } of ballots) {
    put((revision << 32n) | BigInt(digest.slice(0, 10)), 8)
    put(support, 1)
    put(votes, 2)
  }
  put(kept.rank, 8)
  put(kept.support, 1)
  put(kept.votes, 2)
  return true
}
