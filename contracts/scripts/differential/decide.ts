import { tally } from '@daomesh/governance'
import { sequence, type TallyCase, tallyCase } from '@daomesh/governance/vectors'
import { toFunctionSelector } from 'viem'
import type { Packer } from './pack.ts'
import { hasPower, maskOf, putRoster } from './roster.ts'

const notDecisive = Number(toFunctionSelector('Dao_NotDecisive(bytes32)'))
const notUnanimous = Number(toFunctionSelector('Dao_NotUnanimous(bytes32)'))

/** In every second case nearly all say For, so that what hangs on one ballot is met often. */
const eager = (one: TallyCase, n: number): TallyCase => {
  const next = sequence(n)
  if (n % 2 === 0) return one
  const ballots = one.current.flatMap(({ account }) => (next(9) === 0 ? [] : [{ member: account, support: next(5) === 0 ? next(3) : 1 }]))
  return { ...one, ballots }
}

export const putDecide = (packer: Packer, n: number): boolean => {
  const one = eager(tallyCase(n), n)
  const { cited, current, exited, ballots, rules } = one
  if (!hasPower(cited) || !hasPower(current)) return false
  const count = (of: TallyCase['ballots']) =>
    tally({
      rules: { ...rules, votingPeriod: 0, challengeWindow: 0, credits: 0, incomeBps: 0, refundCap: 0 },
      cited,
      current,
      exited: new Set(exited),
      ballots: new Map(of.map(({ member, support }) => [member, support])),
    })
  const counted = count(ballots)
  // A record has no place for who is not in the cited roster (T15).
  const recorded = cited === current ? counted : count(ballots.filter(({ member }) => cited.some(({ account }) => account === member)))
  const { put } = packer
  put(n, 4)
  put(rules.mode, 1)
  put(rules.quorumBps, 2)
  put(rules.thresholdBps, 2)
  put(rules.gracePeriod, 4)
  put(cited !== current, 1)
  putRoster(packer, current)
  if (cited !== current) putRoster(packer, cited)
  put(maskOf(current, exited), 8)
  for (const said of [0, 1, 2])
    put(
      maskOf(
        current,
        ballots.flatMap(({ member, support }) => (support === said ? [member] : [])),
      ),
      8,
    )
  put(counted.immediate ? 0 : counted.decisive ? notUnanimous : notDecisive, 4)
  for (const outcome of [recorded.passes, recorded.decisive, recorded.unanimous]) put(outcome, 1)
  for (const sum of [recorded.for, recorded.against, recorded.took, recorded.voters, recorded.total - recorded.for]) put(sum, 10)
  return true
}
