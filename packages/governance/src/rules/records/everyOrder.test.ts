import { type Address, countingModes, type Rules, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, decision, drawnLife, roster, rules as base, sceneOf } from '../../fixtures/records.ts'
import { challengeRecord } from './challengeRecord.ts'
import { countBallots, tallyKept } from './countBallots.ts'
import { executableFrom, type RecordBallot, type RecordScene } from './record.ts'
import { tally } from '../tally.ts'
import { type RecordAct, recordState } from './recordState.ts'

type Life = ReturnType<ReturnType<typeof drawnLife>['generate']>['value']

const scenesOf = (life: Life): { readonly first: RecordScene; readonly last: RecordScene } => {
  const reserved = new Map(life.reserved.map((credits, i) => [at(i), credits] as const))
  const first = sceneOf(101, roster(...life.current), {
    cited: roster(...(life.cited ?? life.current)),
    exited: new Set(life.exited.map(at)),
    reserved,
  })
  const minRevisions = new Map<Address, bigint>(life.revoked === null ? [] : [[at(life.revoked[0]), life.revoked[1]]])
  // A roster that was written anew begins without leavers.
  const changed = life.later === null ? {} : { current: roster(...life.later), exited: new Set<Address>() }
  return { first, last: { ...first, minRevisions, ...changed } }
}

const ordersOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.length < 2 ? [all] : all.flatMap((one, i) => ordersOf(all.toSpliced(i, 1)).map((rest) => [one, ...rest]))

const subsetsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]])

/** The newest of what a member signed and did not revoke, said as plainly as the rule can be: by revision, then by digest. */
const newestOf = (ballots: readonly RecordBallot[], member: Address, minimum: bigint): RecordBallot | undefined =>
  ballots
    .filter((one) => one.member === member && one.revision >= minimum)
    .toSorted((a, b) => Number(a.revision - b.revision) || (a.digest < b.digest ? -1 : 1) || a.support - b.support)
    .at(-1)

/** What everybody signed, counted as if it had come in one piece. */
const wholeOutcome = (ballots: readonly RecordBallot[], rules: Rules, scene: RecordScene): boolean => {
  const quadratic = rules.mode === countingModes.quadratic
  const newest = scene.cited
    .flatMap(({ account }) => newestOf(ballots, account, scene.minRevisions.get(account) ?? 0n) ?? [])
    .filter((one) => !quadratic || one.cost <= BigInt(rules.credits))
  const map = <T>(of: (one: RecordBallot) => T) => new Map(newest.map((one) => [one.member, of(one)]))
  return tally({ ...scene, rules, ballots: map(({ support }) => support), votes: map(({ votes }) => votes) }).passes
}

/** A Yes that decided at once is final (R3), so whatever else was signed is counted beside it. */
const decidedOutcome = (chosen: readonly RecordBallot[], rules: Rules, scene: RecordScene, ballots: readonly RecordBallot[]): boolean => {
  const used = countBallots(new Map(), chosen, rules, scene)
  const others = ballots.filter(({ member }) => used.get(member)?.support !== supports.for)
  return tallyKept(countBallots(used, others, rules, scene), rules, scene).passes
}

/** One second into the window, and in the last second there is, however often the outcome moves it. */
const timings = [(start: number) => start + 1, (_start: number, end: number) => end - 1] as const

/** How often each end was met: a proof is worth something only where both are. */
type Met = { executed: number; rejected: number; decided: number }

const holdsFor = (life: Life, met: Met): void => {
  const rules: Rules = { ...base, ...life.rules }
  const { first, last } = scenesOf(life)
  const { ballots } = life
  const stateOf = (acts: readonly RecordAct[], scene: RecordScene) => recordState({ decision, rules, acts, scene })
  const passes = wholeOutcome(ballots, rules, last)
  for (const chosen of subsetsOf(ballots)) {
    const record: RecordAct = { kind: 'record', scene: first, ballots: chosen }
    const opened = stateOf([record], first)
    if (opened.refusals[0] === 'enactInstead' || opened.status === 'executed') {
      met.decided++
      expect(decidedOutcome(chosen, rules, first, ballots)).toBe(true)
      continue
    }
    // Who submits too little for a tally that passes submits nothing.
    if (opened.record === null) continue
    const rest = ballots.filter((one) => !chosen.includes(one))
    for (const order of ordersOf(rest))
      for (const time of timings) {
        const acts: RecordAct[] = [record]
        let kept = opened.record
        for (const one of [...order.map((late) => [late]), ballots]) {
          const scene = { ...(one === ballots ? last : first), now: time(first.now, kept.windowEnd) }
          acts.push({ kind: 'challenge', scene, ballots: one })
          const challenged = challengeRecord(kept, one, scene)
          if ('record' in challenged) kept = challenged.record
        }
        expect(kept.windowEnd <= first.now + 2 * rules.challengeWindow).toBe(true)
        const from = executableFrom(kept)
        met[passes ? 'executed' : 'rejected']++
        const execute: RecordAct = { kind: 'execute', scene: { ...last, now: from } }
        expect(stateOf([...acts, execute], { ...last, now: from }).status).toBe(passes ? 'executed' : 'rejected')
      }
  }
}

test('T17/G1/G4/G13: no subset of ballots, no order, no second of submission and no revision flips an outcome that everybody may challenge', () => {
  const met: Met = { executed: 0, rejected: 0, decided: 0 }
  fc.assert(
    fc.property(drawnLife({ minLength: 2, maxLength: 5 }), (life) => holdsFor(life, met)),
    { numRuns: 120 },
  )
  expect(Math.min(met.executed, met.rejected) > 50, `met ${JSON.stringify(met)}`).toBe(true)
})

test('T17/G1/G4/G13: the same for six ballots', () => {
  const met: Met = { executed: 0, rejected: 0, decided: 0 }
  fc.assert(
    fc.property(drawnLife({ minLength: 6, maxLength: 6 }), (life) => holdsFor(life, met)),
    { numRuns: 8 },
  )
  expect(met.executed + met.rejected + met.decided, `met ${JSON.stringify(met)}`).toBeGreaterThan(0)
})

test('T17/G1/G13: what was decided by its own record or enactment holds, whatever else than its own For voters signed', () => {
  const met: Met = { executed: 0, rejected: 0, decided: 0 }
  // Without a grace period one member decides by power, and by credits, since the others have few left.
  const eager = drawnLife({ minLength: 3, maxLength: 4 }).map((life) => ({
    ...life,
    rules: { ...life.rules, gracePeriod: 0, quorumBps: 0, thresholdBps: 5000 },
    cited: null,
    current: [5n, 1n, 1n, 1n],
    reserved: [0n, 16n, 25n, 25n],
  }))
  fc.assert(
    fc.property(eager, (life) => holdsFor(life, met)),
    { numRuns: 100 },
  )
  expect(met.decided, `met ${JSON.stringify(met)}`).toBeGreaterThan(20)
})

test('T17/G12: an older epoch gives For nothing: no member weighs more by it, and the total is the present one', () => {
  fc.assert(
    fc.property(drawnLife({ minLength: 2, maxLength: 6 }), (life) => {
      const rules: Rules = { ...base, ...life.rules }
      const { first } = scenesOf(life)
      const older = tallyKept(countBallots(new Map(), life.ballots, rules, first), rules, first)
      const present = { ...first, cited: first.current }
      const newer = tallyKept(countBallots(new Map(), life.ballots, rules, present), rules, present)
      expect(older.for <= newer.for && older.took <= newer.took).toBe(true)
      expect(older.voters).toBe(newer.voters)
      if (older.decisive && rules.mode !== countingModes.quadratic) expect(newer.decisive).toBe(true)
    }),
  )
})
