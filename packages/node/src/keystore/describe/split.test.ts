import { contentHashOf, partLeaf, plannedSplitDigest, buildSumTree } from '@daomesh/governance'
import {
  type Address,
  type Agreement,
  approvalCall,
  type BallotSubject,
  bountyIdOf,
  daomeshDomain,
  decisionIdOf,
  noBounty,
  type SigningRequest,
  type SplitQuestion,
  writeSplitQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { describeRequest } from './describeRequest.ts'

const at = (byte: string) => `0x${byte.repeat(20)}` as Address
const [dao, escrow, bob] = [at('da'), at('e5'), at('0b')]
const chainId = 31_337n
const agreementOf = (issuer: Address, hunter: Address, amount: bigint): Agreement => ({
  issuer,
  hunter,
  token: at('00'),
  amount,
  termsHash: noBounty,
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: issuer,
  arbiter: at('09'),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce: amount,
})
const eth = 10n ** 18n
const question: SplitQuestion = {
  escrow,
  agreement: agreementOf(at('aa'), dao, 3n * eth),
  parts: [{ agreement: agreementOf(dao, bob, eth), planned: null }],
}
const digestOf = ({ agreement, parts }: SplitQuestion) =>
  plannedSplitDigest(
    { chainId, escrow },
    bountyIdOf(chainId, escrow, agreement),
    buildSumTree(parts.map((part) => partLeaf({ chainId, escrow }, part))),
  )

const said = (asked: SplitQuestion, signed = asked): string => {
  const [title, content] = ['Plan the split', writeSplitQuestion(asked, 'All to Carol.')]
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
      calls: [approvalCall(dao, digestOf(signed))],
      contentHash: contentHashOf(title, content),
    },
  }
  const request: SigningRequest = {
    type: 'typedData',
    domain: daomeshDomain(chainId, dao),
    name: 'BallotSheet',
    message: {
      member: at('aa'),
      revision: 1n,
      choices: [{ decision: decisionIdOf(chainId, dao, subject.decision), support: 1, votes: 0n }],
    },
    about: [subject],
    context: { title: '', lines: [] },
  }
  return describeRequest(request).lines.join('\n')
}

test('M140 C5 E2: what a DAO passes on is said from what is signed, whatever the text above it says', () => {
  const words = said(question)
  expect(words).toMatch(/this DAO passes on 1 ETH of the 3 ETH of its bounty/)
  expect(words).toMatch(/1 ETH at most to 0x0b0b/i)
  expect(words).not.toContain('approveHash')
  const dearer = { ...question, parts: [{ agreement: agreementOf(dao, bob, 2n * eth), planned: null }] }
  expect(said(question, dearer)).toContain('approveHash')
  expect(said(question, dearer)).not.toContain('passes on')
})
