import { expect, test } from 'vitest'
import { toRecord } from '../bodies/eip712Bodies.ts'
import type { Agreement } from '../bounties/agreement.ts'
import { bountyIdOf } from '../bounties/bountyId.ts'
import { type Terms, termsHashOf } from '../bounties/terms.ts'
import { toBase64Url } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import type { Decision } from '../eip712/types.ts'
import { hash0x } from '../fixtures/entries.ts'
import { address } from '../ids.ts'
import { approvalCall } from '../nested/approval.ts'
import { type AgreementQuestion, agreementQuestionOf, readAgreementQuestion, writeAgreementQuestion } from './agreementQuestion.ts'

const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const [chainId, dao, escrow] = [31_337n, account(7), account(8)]
const terms: Terms = { v: 1, title: 'Lamp', brief: 'A lamp.\n\nFor the yard.', tags: ['light'], files: ['ab'.repeat(32)] }
const agreement: Agreement = {
  issuer: account(1),
  hunter: dao,
  token: account(0),
  amount: 2n ** 100n,
  termsHash: termsHashOf(terms),
  deliverBy: 9,
  reviewPeriod: 3,
  reviewer: account(1),
  arbiter: account(2),
  defaultSplit: 5000,
  parent: hash0x('p'),
  validUntil: 8,
  nonce: 2n ** 255n,
}
const question: AgreementQuestion = { escrow, agreement, terms }
const signing = (hash: `0x${string}`, signer = dao): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: 1n,
  closesAt: 5,
  expiresAt: 8,
  executor: account(0),
  afterDecision: `0x${'0'.repeat(64)}`,
  calls: [approvalCall(signer, hash)],
  contentHash: hash0x('c'),
})
const decision = signing(bountyIdOf(chainId, escrow, agreement))
const at = { chainId, dao }

test('P60 C5 a bounty that a DAO is asked to take is read out of the text that people read, and is what the only call signs', () => {
  const text = writeAgreementQuestion(question)
  expect(text.startsWith(`${terms.brief}\n`)).toBe(true)
  expect(readAgreementQuestion(text)).toEqual(question)
  expect(agreementQuestionOf(at, decision, text)).toEqual(question)
  for (const odd of [
    '',
    terms.brief,
    `${text}.`,
    text.replace('~~~daomesh', '~~daomesh'),
    text.replace(/\n[A-Za-z0-9_-]{8}/, '\nAAAAAAAA'),
  ]) {
    expect(readAgreementQuestion(odd)).toBeNull()
    expect(agreementQuestionOf(at, decision, odd)).toBeNull()
  }
  const rest = [toRecord(agreement), terms.title, terms.tags, ['no hash']]
  const sloppy = toBase64Url(encode(['daomesh/agreement-question/1', escrow, ...rest]))
  expect(readAgreementQuestion(`x\n\n~~~daomesh-agreement\n${sloppy}\n~~~\n`)).toBeNull()
})

test('P61 C5 words beside which another thing is signed are no such question: another amount, brief, escrow, chain, hunter or call', () => {
  const text = (change: Partial<AgreementQuestion>) => writeAgreementQuestion({ ...question, ...change })
  const bent: readonly string[] = [
    text({ agreement: { ...agreement, amount: 1n } }),
    text({ agreement: { ...agreement, nonce: 1n } }),
    text({ terms: { ...terms, brief: 'Two lamps.' } }),
    text({ terms: { ...terms, title: 'Lamps' } }),
    text({ terms: { ...terms, files: [] } }),
    text({ escrow: account(9) }),
  ]
  for (const one of bent) expect(agreementQuestionOf(at, decision, one)).toBeNull()
  const good = text({})
  expect(agreementQuestionOf({ ...at, chainId: 1n }, decision, good)).toBeNull()
  expect(agreementQuestionOf({ ...at, dao: account(6) }, decision, good)).toBeNull()
  expect(agreementQuestionOf(at, { ...decision, calls: [] }, good)).toBeNull()
  expect(agreementQuestionOf(at, { ...decision, executor: account(3) }, good)).toBeNull()
  expect(agreementQuestionOf(at, { ...decision, calls: [...decision.calls, ...decision.calls] }, good)).toBeNull()
  // Of another DAO's bounty this one is not the hunter, whatever it signs.
  const foreign = { ...agreement, hunter: account(6) }
  const signed = signing(bountyIdOf(chainId, escrow, foreign))
  expect(agreementQuestionOf(at, signed, text({ agreement: foreign }))).toBeNull()
})
