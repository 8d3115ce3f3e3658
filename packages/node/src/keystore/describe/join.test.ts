import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  approvalCall,
  type BallotSubject,
  daomeshDomain,
  decisionIdOf,
  genesisHashOf,
  joinDigestOf,
  type JoinQuestion,
  noBounty,
  type SigningRequest,
  writeJoinQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../../fixtures/home.ts'
import { describeRequest } from './describeRequest.ts'

const at = (byte: string) => `0x${byte.repeat(20)}` as Address
const [mill, valley, factory] = [at('da'), at('fb'), at('fa')]
const chainId = 31_337n
const genesis = (() => {
  const one = genesisOf(people.slice(0, 2))
  const members = [...one.members, { account: mill, kind: 1, power: 7n, shares: 70n }].sort((a, b) => (a.account < b.account ? -1 : 1))
  return { ...one, name: 'Watershed', members }
})()

const said = (question: JoinQuestion, signed = question): string => {
  const [title, content] = ['Join', writeJoinQuestion(question, 'It costs nothing, trust me.')]
  const subject: BallotSubject = {
    title,
    content,
    decision: {
      rosterEpoch: 0,
      rulesEpoch: 0,
      slot: 0n,
      closesAt: 1,
      expiresAt: 2,
      executor: at('00'),
      afterDecision: noBounty,
      calls: [approvalCall(mill, joinDigestOf(chainId, mill, signed))],
      contentHash: contentHashOf(title, content),
    },
  }
  const request: SigningRequest = {
    type: 'typedData',
    domain: daomeshDomain(chainId, mill),
    name: 'BallotSheet',
    message: {
      member: at('aa'),
      revision: 1n,
      choices: [{ decision: decisionIdOf(chainId, mill, subject.decision), support: 1, votes: 0n }],
    },
    about: [subject],
    context: { title: '', lines: [] },
  }
  return describeRequest(request).lines.join('\n')
}

test('M175 M176 C5 E2: what a DAO joins is said from what is signed, whatever the text above it says', () => {
  const founding: JoinQuestion = { kind: 'founding', factory, genesis }
  const words = said(founding)
  expect(words).toMatch(/this DAO founds the DAO “Watershed”/)
  expect(words).toMatch(/0xdada.* \(a contract\): power 7, shares 70/i)
  expect(words).toContain(`Hash of the terms ${genesisHashOf(genesis).slice(2, 6)} `)
  expect(words).not.toContain('approveHash')
  const seat: JoinQuestion = { kind: 'seat', outer: valley, power: 3n, shares: 30n }
  expect(said(seat)).toMatch(/a seat in the DAO at 0xfbfb.*: power 3, shares 30/i)
  // Beside another call it is a text like any other.
  expect(said(seat, { ...seat, power: 1n })).toContain('approveHash')
  expect(said(founding, { ...founding, genesis: { ...genesis, name: 'Desert' } })).toContain('approveHash')
})
