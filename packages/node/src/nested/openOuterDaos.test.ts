import { contentHashOf, keys, foldFacts, registersOf } from '@daomesh/governance'
import {
  type Address,
  address,
  approvalCall,
  type Cbor,
  type ChainEvent,
  DaomeshError,
  type Decision,
  decisionIdOf,
  daoSpaceOf,
  memberKinds,
  outerDigestOf,
  type OuterQuestion,
  slotOf,
  type SpaceId,
  supports,
  to0x,
  toRecord,
  writeQuestion,
  zeroAddress,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, factory, genesisOf, people } from '../fixtures/home.ts'
import { openOuterDaos } from './openOuterDaos.ts'

const [ann, mallory] = people.map((one) => address.parse(one.address)) as [Address, Address]
const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const inner = at(0xdb)
const zero = to0x(new Uint8Array(32))
const innerGenesis = genesisOf(people.slice(0, 2))
const outerGenesis = {
  ...genesisOf(people.slice(0, 1)),
  name: 'Outer',
  members: [{ account: inner, kind: memberKinds.contract, power: 1n, shares: 1n }],
}

const decisionOf = (slot: bigint, title: string, content: string, calls: Decision['calls'] = []): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot,
  closesAt: 10_000,
  expiresAt: 20_000,
  executor: zeroAddress,
  afterDecision: zero,
  calls,
  contentHash: contentHashOf(title, content),
})
/** A proposal of the inner DAO that says it is asked something by a DAO at this address. */
const questionBy = (by: Address, n: number, dao: Address) => {
  const asked = { title: 'Host?', content: 'One year.' }
  const decision = decisionOf(slotOf(by, BigInt(n)), asked.title, asked.content)
  const question: OuterQuestion = { dao, support: supports.for, revision: 3n, ...asked, decision }
  const [title, content] = [`Asked ${n}`, writeQuestion(question)]
  const own = decisionOf(slotOf(by, BigInt(n)), title, content, [approvalCall(inner, outerDigestOf(chain.chainId, inner, question))])
  return {
    key: keys.proposal(decisionIdOf(chain.chainId, inner, own)),
    value: { by, draft: null, title, content, decision: toRecord(own) as Cbor, entry: 'ab'.repeat(32), at: n },
  }
}
type Row = ReturnType<typeof questionBy>

const sceneOf = (rows: readonly Row[], daos: ReadonlySet<Address>) => {
  const [registers, state] = [registersOf(rows), foldFacts(innerGenesis, [{ kind: 'founded', genesis: innerGenesis }])]
  const space = {
    record: { dao: inner, chain, factory, genesis: innerGenesis, displayName: 'Ann' },
    registers: () => registers,
    chainState: () => state,
    unlocked: () => true,
    facts: { events: () => [] },
    spentSlots: { slots: () => new Set<bigint>() },
  }
  const [opened, read] = [[] as Address[], [] as Address[]]
  const head = { number: 1n, hash: zero, timestamp: 0, finalized: { number: 1n, hash: zero } }
  const node = {
    chainView: { now: () => 100 },
    account: { current: () => ann },
    reach: { spaceAdded: () => undefined },
    adapters: {
      chain: {
        client: {
          facts: async ({ dao }: { readonly dao: Address }) => {
            read.push(dao)
            if (!daos.has(dao)) throw new DaomeshError('INPUT_INVALID')
            const event: ChainEvent = {
              block: 1n,
              blockHash: zero,
              transaction: zero,
              logIndex: 0,
              at: 0,
              fact: { kind: 'founded', genesis: outerGenesis },
            }
            return { finalized: [event], unfinalized: [], cursor: { number: 1n, hash: zero }, head, more: false }
          },
        },
      },
    },
    spaces: {
      find: (id: SpaceId) => opened.map((dao) => daoSpaceOf(chain, dao)).find((one) => one === id),
      deals: () => [],
      add: async ({ dao }: { readonly dao: Address }) => void opened.push(dao),
    },
  }
  return { look: () => openOuterDaos(node, space), opened, read }
}

test('M338 a question that names an address where no DAO is keeps no other one’s DAO from being opened', async () => {
  const real = at(0xda)
  // Which stands first hashes say: of these some stand before it.
  const rows = [...Array.from({ length: 6 }, (_, n) => questionBy(mallory, n, at(0x1000 + n))), questionBy(ann, 9, real)]
  const { look, opened } = sceneOf(rows, new Set([real]))
  await look()
  expect(opened).toEqual([real])
})

test('M338 N4 of one member’s questions so many DAOs are looked up in one look, all in turn, and those of others all the same', async () => {
  const real = at(0xda)
  const late = at(0x1000 + 150)
  const many = Array.from({ length: 200 }, (_, n) => questionBy(mallory, n, at(0x1000 + n)))
  const { look, opened, read } = sceneOf([...many, questionBy(ann, 9_999, real)], new Set([real, late]))
  await look()
  expect([opened, read.length]).toEqual([[real], 9])
  for (let n = 0; n < 25; n++) await look()
  expect(opened).toEqual([real, late])
  expect(read.length).toBeLessThanOrEqual(9 + 25 * 8)
})
