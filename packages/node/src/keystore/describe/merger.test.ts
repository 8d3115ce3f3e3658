import { departCall, pairAddress, partnershipCalls, signaturesAddress, spinOffTerms } from '@daomesh/chain'
import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  type BallotSubject,
  type Call,
  daomeshDomain,
  decisionIdOf,
  type Merger,
  noBounty,
  type OfferId,
  type SigningRequest,
  type SpaceId,
  writePartnershipQuestion,
  writeSpinOffQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../../fixtures/home.ts'
import { describeRequest } from './describeRequest.ts'

const at = (byte: string) => `0x${byte.repeat(20)}` as Address
const [mill, hill, ann, bob] = [at('da'), at('db'), at('a1'), at('b2')]
const chainId = 31_337n
const codeHash = `0x${'8'.repeat(64)}` as const

const said = (content: string, calls: readonly Call[], executor: Address): string => {
  const title = 'Together'
  const subject: BallotSubject = {
    title,
    content,
    decision: {
      rosterEpoch: 0,
      rulesEpoch: 0,
      slot: 0n,
      closesAt: 1,
      expiresAt: 2,
      executor,
      afterDecision: noBounty,
      calls: [...calls],
      contentHash: contentHashOf(title, content),
    },
  }
  const request: SigningRequest = {
    type: 'typedData',
    domain: daomeshDomain(chainId, mill),
    name: 'BallotSheet',
    message: { member: ann, revision: 1n, choices: [{ decision: decisionIdOf(chainId, mill, subject.decision), support: 1, votes: 0n }] },
    about: [subject],
    context: { title: '', lines: [] },
  }
  return describeRequest(request).lines.join('\n')
}

const one = { numerator: '1', denominator: '1' }
const seat = { kind: 0, power: '1', shares: '10' }
const merger: Merger = {
  from: mill,
  into: hill,
  power: one,
  shares: { numerator: '3', denominator: '2' },
  pays: [{ token: at('00'), amount: (2n * 10n ** 18n).toString(), codeHash: noBounty }],
  fromRoster: [{ account: ann, ...seat }],
  intoRoster: [{ account: bob, ...seat }],
  takes: [{ account: ann, kind: 0, power: '1', mint: '15' }],
}
const asked = {
  deal: 'd'.repeat(64) as SpaceId,
  offer: '0'.repeat(64) as OfferId,
  partner: hill,
  gives: '0',
  gets: '0',
  note: 'Farewell.',
  merger,
}

test('M211 A64 a ballot on a merger says what goes, who sits where with how much, and by which weights', () => {
  const calls = partnershipCalls(codeHash, { dao: mill, partner: hill, gives: 0n, gets: 0n, merger })
  const words = said(writePartnershipQuestion(asked), calls, pairAddress())
  for (const part of ['goes into the DAO at', '2 ETH', 'power 1 and gets 15 new shares', '3/2', 'or neither happens'])
    expect(words).toContain(part)
  // Another share than the calls give: then the calls are said, not the text.
  const lied = { ...asked, merger: { ...merger, takes: [{ account: ann, kind: 0, power: '1', mint: '150' }] } }
  expect(said(writePartnershipQuestion(lied), calls, pairAddress())).not.toContain('150 new shares')
})

test('M215 A65 a ballot on a spin-off says who goes where with what, and that an own Yes lets go', () => {
  const genesis = { ...genesisOf(people.slice(0, 2)), chainId, name: 'Brook' }
  const question = { genesis, totalShares: 1_000n, tokens: [at('00')], note: 'Farewell.' }
  const call = departCall(codeHash, spinOffTerms(question))
  const words = said(writeSpinOffQuestion(question), [call], signaturesAddress())
  for (const part of [
    '2 members leave this DAO into the new DAO',
    'Brook',
    'their part, by shares',
    'your Yes lets your seat and your shares here go',
  ])
    expect(words).toContain(part)
  const lied = { ...question, genesis: { ...genesis, name: 'Creek' } }
  expect(said(writeSpinOffQuestion(lied), [call], signaturesAddress())).not.toContain('members leave this DAO')
})
