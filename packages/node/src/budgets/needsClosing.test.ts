import { paymentCall } from '@daomesh/chain'
import {
  budgetSlotOf,
  budgetState,
  closingStatement,
  contentHashOf,
  genesisState,
  keys,
  pledgesRootOf,
  registersOf,
} from '@daomesh/governance'
import {
  type Address,
  address,
  budgetIdOf,
  type Call,
  type Cbor,
  type Decision,
  decisionIdOf,
  ether,
  type Hex,
  type ProjectId,
  projectIdOf,
  supports,
  to0x,
  toRecord,
  zeroAddress,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { needsClosing } from './needsClosing.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const zero = to0x(new Uint8Array(32))
const [ann, ben, mallory, dao] = [at('a1'), at('b2'), at('e3'), at('da')]
const [end, votingPeriod] = [100, 50]
const state = {
  ...genesisState({
    chainId: 1n,
    chainGenesis: zero,
    name: 'Mill',
    members: [ann, ben, mallory].map((account) => ({ account, kind: 0, power: 1n, shares: 1n })),
    rules: {
      mode: 0,
      quorumBps: 0,
      thresholdBps: 0,
      votingPeriod,
      gracePeriod: 0,
      challengeWindow: 0,
      credits: 0,
      incomeBps: 0,
      refundCap: 0,
    },
    salt: zero,
  }),
  founded: true,
}
const budget = { title: 'Week 1', token: ether, amount: 900n, allocation: 100n, closesAt: end, salt: zero }
const id = budgetIdOf(budget)
const projects = ['Well', 'Roof', 'Palace'].map((name, i) => ({ budget: id, name, payee: at(`c${i}`), text: '' }))
const [well, roof, palace] = projects.map(projectIdOf) as [ProjectId, ProjectId, ProjectId]
const payeeOf = new Map(projects.map((project) => [projectIdOf(project), project.payee]))
const made = (by: Address) => ({ by, entry: 'ab'.repeat(32), at: 0 })

const pledge = (member: Address, byte: string, lines: readonly (readonly [ProjectId, bigint])[]) => {
  const sheet = { member, budget: id, revision: 1n, pledges: lines.map(([project, amount]) => ({ project, amount })) }
  const digest: Hex = `0x${byte.repeat(32)}`
  const value = { sheet: toRecord(sheet) as Cbor, signature: '0x', digest, entry: 'ab'.repeat(32), at: 0 }
  return { digest, rows: [keys.pledge(id, member), keys.pledgeSheet(id, digest)].map((key) => ({ key, value })) }
}
const [annFirst, ofMallory] = [
  pledge(ann, '17', [
    [well, 64n],
    [roof, 36n],
  ]),
  pledge(mallory, '27', [[palace, 100n]]),
]
type Pledge = typeof annFirst

type Closing = {
  readonly by?: Address
  readonly counts?: readonly Pledge[]
  readonly payments?: readonly (readonly [ProjectId, bigint])[]
  readonly more?: Partial<Decision>
  readonly calls?: readonly Call[]
  readonly among?: readonly ProjectId[]
}
/** What counts both pledges: (8 + 0)², 6² and 10² of 200. */
const right = [
  [well, 288n],
  [roof, 162n],
  [palace, 450n],
] as const
const inOrder = (payments: readonly (readonly [ProjectId, bigint])[]) => payments.toSorted(([a], [b]) => (a < b ? -1 : 1))

const closing = ({
  by = ben,
  counts = [annFirst, ofMallory],
  payments = right,
  more = {},
  calls,
  among = [...payeeOf.keys()],
}: Closing) => {
  const [pledges, ids] = [counts.map(({ digest }) => digest).toSorted(), among.toSorted()]
  const root = pledgesRootOf(pledges, ids)
  const content = `Pays.\n${closingStatement({ budget: id, part: 0, parts: 1, root })}\n`
  const decision: Decision = {
    rosterEpoch: 0,
    rulesEpoch: 0,
    slot: budgetSlotOf(id, 0),
    closesAt: end + votingPeriod,
    expiresAt: end + 1_000,
    executor: zeroAddress,
    afterDecision: zero,
    calls: calls ?? inOrder(payments).map(([project, amount]) => paymentCall({ to: payeeOf.get(project) ?? ann, amount })),
    contentHash: contentHashOf('Budget', content),
    ...more,
  }
  const named = decisionIdOf(1n, dao, decision)
  return {
    named,
    rows: [
      { key: keys.proposal(named), value: { ...made(by), draft: null, title: 'Budget', content, decision: toRecord(decision) as Cbor } },
      { key: keys.closing(id, named, 'c'), value: { ...made(by), part: 0, decisions: [named], root, pledges, projects: ids } },
      { key: keys.closer(named, by), value: made(by) },
    ],
  }
}
type Rows = readonly { readonly key: string; readonly value: Cbor }[]
const needs = (rows: Rows, now = end + 5, { token, pin } = { token: ether, pin: zero }) => {
  const registers = registersOf([
    { key: keys.budget(id), value: { ...made(ann), budget: toRecord({ ...budget, token }) as Cbor } },
    ...projects.map((project) => ({ key: keys.project(id, projectIdOf(project)), value: { ...made(ann), depth: 1, project } })),
    ...rows,
  ])
  const row = budgetState(registers, state, id, { now })
  if (row === undefined) throw new Error('no such budget')
  return needsClosing({ registers: () => registers, chainState: () => state }, row, { pin, present: { now } })
}
const pledges = [...annFirst.rows, ...ofMallory.rows]

test('M165 M359 what a budget comes to is proposed once: not before its end, not without pledges, and not where it is or was voted on', () => {
  expect(needs(pledges)).toBe(true)
  expect(needs(pledges, end - 1)).toBe(false)
  expect(needs([])).toBe(false)
  const { rows, named } = closing({})
  expect(needs([...pledges, ...rows])).toBe(false)
  // Voted down, or out of time, it is not made again.
  const against = [ann, mallory].map((member) => ({
    key: keys.ballot(named, member),
    value: { member, revision: '1', digest: zero, support: supports.against, votes: '0', cost: '0', reason: '', entry: 'a', at: 0 },
  }))
  expect(needs([...pledges, ...rows, ...against])).toBe(false)
  expect(needs([...pledges, ...rows], end + 2_000)).toBe(false)
  expect(needs([...pledges, ...rows, { key: keys.withdrawn(named, ben), value: { entry: 'a' } }])).toBe(true)
})

const dust = [paymentCall({ to: mallory, amount: 900n })]
test.each<[string, Closing]>([
  ['pays something else', { calls: dust }],
  ['counts its own pledge alone', { counts: [ofMallory], payments: [[palace, 900n]] }],
  ['names all pledges and its own project alone', { among: [palace], payments: [[palace, 900n]] }],
  ['is reserved to an account that nobody has', { more: { executor: at('ff') } }],
  ['comes after what never comes', { more: { afterDecision: to0x(new Uint8Array(32).fill(9)) } }],
  ['names rules that are not there', { more: { rulesEpoch: 9 } }],
  ['names a roster that is not there', { more: { rosterEpoch: 9 } }],
  ['ends at once', { more: { closesAt: 1 } }],
  [
    'pins code where nobody has any',
    {
      calls: inOrder(right).map(([project, amount]) => ({
        ...paymentCall({ to: payeeOf.get(project) ?? ann, amount }),
        codeHash: to0x(new Uint8Array(32).fill(1)),
      })),
    },
  ],
])('M359 M393 G10 a closing of one member that %s keeps the payments from being proposed by nobody', (_, bad) => {
  expect(needs([...pledges, ...closing({ by: mallory, ...bad }).rows])).toBe(true)
})

test('M394 G10 a closing that pins other code than the token has pays nobody, and keeps nobody from proposing one that does', () => {
  const [pin, other] = [1, 2].map((n) => to0x(new Uint8Array(32).fill(n))) as [Hex, Hex]
  const token = at('f0')
  const pinning = (...codes: readonly Hex[]) => {
    const calls = inOrder(right).map(([project, amount], i) =>
      paymentCall({ to: payeeOf.get(project) ?? ann, amount, token: { address: token, codeHash: codes[i % codes.length] ?? pin } }),
    )
    return needs([...pledges, ...closing({ calls }).rows], end + 5, { token, pin })
  }
  expect(pinning(pin)).toBe(false)
  expect([pinning(other), pinning(pin, other)]).toEqual([true, true])
})
