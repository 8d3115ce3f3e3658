import { changeRosterCall, encodeEnact } from '@daomesh/chain'
import { createDevnetSigner, type DevnetAccount } from '@daomesh/chain/devnet'
import { type ChainState, foldFacts } from '@daomesh/governance'
import { nativeVerifier } from '@daomesh/log/native'
import {
  address,
  type ChainFact,
  daomeshDomain,
  type Decision,
  decisionIdOf,
  type Hex,
  hashOf,
  type Member,
  slotOf,
  supports,
  to0x,
  utf8,
  zeroAddress,
} from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import type { Enactment } from './daoProof.ts'
import { provisionalSeat } from './provisionalSeat.ts'

const [ann, ben, cat, dan, eve] = people as [DevnetAccount, DevnetAccount, DevnetAccount, DevnetAccount, DevnetAccount]
const dao = address.parse(`0x${'da'.repeat(20)}`)
const elsewhere = address.parse(`0x${'db'.repeat(20)}`)
const genesis = genesisOf([ann, ben, cat])
const recover = nativeVerifier().recoverAccount
const zero = to0x(new Uint8Array(32))

let counter = 0n
const decisionFor = (newcomer: DevnetAccount, change: Partial<Decision> = {}, at = dao): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: slotOf(ann.address, (counter += 1n)),
  closesAt: 10,
  expiresAt: 20,
  executor: zeroAddress,
  afterDecision: zero,
  calls: [changeRosterCall(at, [{ account: newcomer.address, kind: 0, power: 2n, mint: 1n }])],
  contentHash: to0x(hashOf('test/content')),
  ...change,
})

type Signing = {
  readonly by?: readonly DevnetAccount[]
  readonly roster?: readonly Member[]
  readonly at?: typeof dao
  readonly support?: number
}
/** The transaction that enacts a decision, as it stands on the chain. */
const enacted = async (
  decision: Decision,
  { by = [ann, ben], roster = genesis.members, at = dao, support = supports.for }: Signing = {},
): Promise<Enactment> => {
  const choices = [{ decision: decisionIdOf(chain.chainId, at, decision), support, votes: 0n }]
  const sheets = await Promise.all(
    by.map(async (member) => {
      const message = { member: member.address, revision: 3n, choices }
      const request = {
        type: 'typedData',
        domain: daomeshDomain(chain.chainId, at),
        name: 'BallotSheet',
        message,
        about: [],
        context: { title: '', lines: [] },
      } as const
      return { ...message, signature: await createDevnetSigner([member]).sign(member.address, request) }
    }),
  )
  const { data } = encodeEnact({ chainId: chain.chainId, dao: at, roster, decisions: [decision], sheets })
  return { transaction: to0x(hashOf('test/transaction', utf8(data))), data }
}
const known = (...facts: readonly ChainFact[]): ChainState => foldFacts(genesis, [{ kind: 'founded', genesis }, ...facts])
const seat = (account: DevnetAccount, enactments: readonly Enactment[], state = known()): Hex | null =>
  provisionalSeat({ chainId: chain.chainId, dao, state, account: account.address, enactments, recover })

describe('a seat that only a shown decision gives', () => {
  it('M25 is given where the roster known here signed decisively, and to nobody else', async () => {
    const shown = await enacted(decisionFor(eve))
    expect(seat(eve, [shown])).toBe(shown.transaction)
    expect(seat(dan, [shown])).toBeNull()
    expect(seat(eve, [])).toBeNull()
  })

  it('M25 G4 C2 is refused to too few, to those who said no, to signatures of others, of another DAO, and to noise', async () => {
    const decision = decisionFor(eve)
    const shown = await enacted(decision)
    // The last signature ends twelve bytes of padding before the end.
    const turned = shown.data.length - 100
    const digit = shown.data[turned] === '0' ? '1' : '0'
    const forged: Hex = `0x${shown.data.slice(2, turned)}${digit}${shown.data.slice(turned + 1)}`
    const rows: readonly (readonly [string, Enactment])[] = [
      ['one of three', await enacted(decision, { by: [ann] })],
      ['two against', await enacted(decision, { support: supports.against })],
      ['two who abstain', await enacted(decision, { support: supports.abstain })],
      ['a signature with a digit changed', { ...shown, data: forged }],
      ['calldata that was cut', { ...shown, data: `0x${shown.data.slice(2, -128)}` }],
      ['sheets of another DAO', await enacted(decisionFor(eve, {}, elsewhere), { at: elsewhere })],
      ['a change of another DAO', await enacted(decisionFor(eve, {}, elsewhere))],
      ['a payment', await enacted(decisionFor(eve, { calls: [{ target: elsewhere, value: 1n, data: '0x', codeHash: zero }] }))],
      ['signers without a seat', await enacted(decision, { by: [dan, eve], roster: genesisOf([ann, dan, eve]).members })],
      ['a roster that is not known', await enacted(decisionFor(eve, { rosterEpoch: 7 }))],
      ['rules that are not known', await enacted(decisionFor(eve, { rulesEpoch: 1 }))],
      ['noise', { transaction: zero, data: '0xdeadbeef' }],
      ['nothing', { transaction: zero, data: '0x' }],
    ]
    for (const [what, one] of rows) expect([what, seat(eve, [one])]).toEqual([what, null])
  })

  it('M25 R4 counts no revoked ballot, none of who left, and everybody where there is a grace period', async () => {
    const decision = decisionFor(eve)
    const shown = await enacted(decision)
    expect(seat(eve, [shown], known({ kind: 'revoked', member: ann.address, minRevision: 4n }))).toBeNull()
    expect(seat(eve, [shown], known({ kind: 'revoked', member: ann.address, minRevision: 3n }))).not.toBeNull()
    expect(seat(eve, [shown], known({ kind: 'ragequit', member: ben.address, shares: 1n, full: true }))).toBeNull()
    const rules = { ...genesis.rules, gracePeriod: 60 }
    const careful = known({ kind: 'rulesChanged', rulesEpoch: 1, rules })
    const next = decisionFor(eve, { rulesEpoch: 1 })
    expect(seat(eve, [await enacted(next)], careful)).toBeNull()
    expect(seat(eve, [await enacted(next, { by: [ann, ben, cat] })], careful)).not.toBeNull()
  })

  it('M25 follows several decisions in their order, the known ones left out, and never one that was already made', async () => {
    const first = decisionFor(dan)
    const one = await enacted(first)
    const two: readonly Member[] = [...genesis.members, { account: dan.address, kind: 0, power: 2n, shares: 1n }].toSorted((a, b) =>
      a.account < b.account ? -1 : 1,
    )
    // Dan's two votes are needed for the next: of five, two of the first three are not enough.
    const another = await enacted(decisionFor(eve, { rosterEpoch: 1 }), { by: [ann, dan], roster: two })
    expect(seat(eve, [one, another])).toBe(another.transaction)
    expect([seat(eve, [another]), seat(eve, [another, one])]).toEqual([null, null])
    const transaction = one.transaction
    const enactedFirst: readonly ChainFact[] = [
      { kind: 'rosterChanged', epoch: 1, members: two },
      { kind: 'enacted', decision: decisionIdOf(chain.chainId, dao, first), transaction },
    ]
    expect(seat(eve, [one, another], known(...enactedFirst))).toBe(another.transaction)
    // Dan was removed since: the decision that once took him in gives him nothing back.
    const removed: readonly ChainFact[] = [...enactedFirst, { kind: 'rosterChanged', epoch: 2, members: genesis.members }]
    expect(seat(dan, [one], known(...removed))).toBeNull()
  })
})
