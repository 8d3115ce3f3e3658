import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actOnEscrow } from '../contract/actOnEscrow.ts'
import { markOf, nodeOf } from '../escrow/bountyRecord.ts'
import { amount, beginLife, day, type Move, moveNames, parties, type Rules } from './randomLife.ts'

/** Counted by name over a run, so that a life in which nothing happens proves nothing. */
type Tried = Map<string, number>

const demand = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

/** Lives one life and looks after each of its moves, by plain arithmetic over purses that the rules do not know. */
const live = (rules: Rules, moves: readonly Move[], tried: Tried): void => {
  const life = beginLife(rules)
  const all = life.sum()
  const begun = new Map(Object.values(parties).map((account) => [account, life.purse(account)]))
  let came = amount
  let ruledOrSilent = false
  let leafObjected = false
  let freed = false
  const look = (): void => {
    const { status, released } = life.record()
    demand(life.sum() === all, 'money appears or vanishes')
    demand(life.purse(life.escrow) === life.held(), 'the escrow has what it says it holds')
    demand(life.held() >= 0n && life.held() <= came, 'more is paid out than was held')
    const committed = life.leaves().reduce((sum, leaf) => sum + leaf.amount, 0n)
    const gained = life.purse(parties.hunter) - (begun.get(parties.hunter) ?? 0n)
    const due = status === 'released' && released > committed ? released - committed : 0n
    // Of leaf money it gets what an objection to a leaf or a payee's own word gave it; bonds go both ways.
    demand(leafObjected || freed || gained <= due + amount / 50n, 'time frees leaf money for who split it')
    demand(
      status !== 'released' || released >= committed || ruledOrSilent || freed,
      'less than the leaves is released without a ruling or a missed delivery',
    )
    if (status !== 'released') return
    for (const leaf of life.leaves()) {
      const { accepted, paid } = nodeOf(life.record(), life.id)
      const mark = markOf(leaf.split, leaf.index)
      if (!accepted.has(mark) || paid.has(mark)) continue
      const before = life.purse(leaf.payee)
      demand(life.pay(leaf) === 'done', 'an accepted leaf is unpaid after the release')
      const full = released >= committed && !freed && nodeOf(life.record(), leaf.key).dispute === null
      demand(!full || life.purse(leaf.payee) - before === leaf.amount, 'an accepted leaf gets less than its amount')
      demand(life.pay(leaf) === 'Escrow_AlreadyPaid', 'a leaf is paid twice')
    }
  }
  for (const move of moves) {
    const held = life.held()
    const outcome = life.make(move)
    demand(
      outcome !== 'done' || move.what !== 'refund' || life.now() > life.agreement.deliverBy,
      'the issuer takes money back while time remains',
    )
    if (outcome === 'done') tried.set(move.what, (tried.get(move.what) ?? 0) + 1)
    if (outcome === 'done' && (move.what === 'object' || move.what === 'objectLeaf')) came += life.held() - held
    if (outcome === 'done' && ['object', 'refund'].includes(move.what)) ruledOrSilent = true
    if (outcome === 'done' && move.what === 'objectLeaf') leafObjected = true
    if (outcome === 'done' && move.what === 'free') freed = true
    look()
  }
  // In the end time alone settles everything that somebody is to be paid; nothing but rounding stays.
  for (const days of [0, 90, 90]) {
    life.make({ what: 'wait', which: 0, part: 0, days })
    if (life.record().status === 'funded') life.make({ what: 'refund', which: 0, part: 0, days: 0 })
    life.make({ what: 'release', which: 0, part: 0, days: 0 })
    if (life.record().status === 'funded' || life.record().status === 'delivered' || life.record().status === 'objected') continue
    ruledOrSilent = true
    look()
    for (const leaf of life.leaves()) life.make({ what: 'payout', which: life.leaves().indexOf(leaf), part: 0, days: 0 })
    look()
  }
  const { status } = life.record()
  demand(status === 'released', `it ends as ${status}`)
  demand(life.held() <= BigInt(life.leaves().length), `${life.held()} stays in the escrow`)
  demand(life.now() >= 180 * day, 'time goes on')
}

/** What a long life needs: without these most bounties end before anything is disputed. */
const likely = [
  'split',
  'deliver',
  'deliver',
  'acceptLeaf',
  'object',
  'objectLeaf',
  'contest',
  'contest',
  'rule',
  'rule',
  'release',
] as const
const movesOf = fc.array(
  fc.record({
    what: fc.constantFrom(...moveNames, ...likely),
    which: fc.nat({ max: 5 }),
    part: fc.nat({ max: 100 }),
    days: fc.constantFrom(1, 1, 3, 5, 21, 61),
  }),
  { minLength: 6, maxLength: 30 },
)
const runs = { seed: 7, numRuns: 400 } as const

test('Q15 E1 E2 E3 E4: no order of split, deliver, accept, objection, ruling, silence and time overpays, frees leaf money by time, or robs an accepted leaf', () => {
  const tried: Tried = new Map()
  fc.assert(
    fc.property(movesOf, (moves) => live(actOnEscrow, moves, tried)),
    runs,
  )
  for (const name of moveNames) expect([name, (tried.get(name) ?? 0) > 0]).toEqual([name, true])
})

/** Rules with one fault each. */
const mutants: Readonly<Record<string, readonly [finds: string, rules: Rules]>> = {
  'a leaf can be paid twice': [
    'a leaf is paid twice',
    (state, action, call) => {
      const answer = actOnEscrow(state, action, call)
      if (!answer.ok || action.kind !== 'payout') return answer
      const bounties = new Map(
        [...answer.state.book.bounties].map(([id, record]) => {
          const nodes = new Map([...record.nodes].map(([key, node]) => [key, { ...node, paid: new Set<string>() }]))
          return [id, { ...record, nodes }] as const
        }),
      )
      return { ...answer, state: { ...answer.state, book: { ...answer.state.book, bounties } } }
    },
  ],
  'an acceptance holds only once the window is over': [
    'an accepted leaf is unpaid after the release',
    (state, action, call) =>
      action.kind === 'payout' && [...state.book.bounties.values()].some(({ releasedAt }) => call.now < releasedAt + 4 * day)
        ? { ok: false, error: 'Escrow_NotFinal', args: [] }
        : actOnEscrow(state, action, call),
  ],
  'silence gives the hunter all there is': [
    'time frees leaf money',
    (state, action, call) => {
      const answer = actOnEscrow(state, action, call)
      if (!answer.ok || action.kind !== 'release') return answer
      const [entry] = answer.state.held
      if (entry === undefined) return answer
      call.push(parties.issuer, parties.issuer, parties.hunter, entry[1])
      return { ...answer, state: { ...answer.state, held: new Map([[entry[0], 0n]]) } }
    },
  ],
  'the issuer takes back what is split': [
    'the issuer takes money back while time remains',
    (state, action, call) => actOnEscrow(state, action, action.kind === 'refund' ? { ...call, now: call.now + 60 * day } : call),
  ],
}

for (const [name, [finds, rules]] of Object.entries(mutants))
  test(`Q15 the property finds a planted fault: ${name}`, () => {
    const { errorInstance } = fc.check(
      fc.property(movesOf, (moves) => live(rules, moves, new Map())),
      { ...runs, endOnFailure: true },
    )
    expect(String(errorInstance)).toContain(finds)
  })
