import { expect, test } from 'vitest'
import type { Decision } from '../eip712/types.ts'
import { decisionIdOf, hashTypedData, daomeshDomain, slotOf } from '../eip712/hashTypedData.ts'
import { address, zeroAddress } from '../ids.ts'
import { approvalCall, approvedHash } from './approval.ts'
import { packLiveSignature, unpackLiveSignature } from './liveSignature.ts'
import { outerDigestOf, type OuterQuestion, outerSheetOf, readQuestion, writeQuestion } from './outerQuestion.ts'

const [inner, outer, ann] = ['11', '22', '33'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
]
const hash = `0x${'ab'.repeat(32)}` as const
const zero = `0x${'0'.repeat(64)}` as const
const approval: Decision = {
  rosterEpoch: 3,
  rulesEpoch: 1,
  slot: slotOf(ann, 7n),
  closesAt: 1_000,
  expiresAt: 2_000,
  executor: zeroAddress,
  afterDecision: zero,
  calls: [approvalCall(inner, hash)],
  contentHash: `0x${'cd'.repeat(32)}`,
}
const seats = [{ account: ann, kind: 0 }]
const signed = (decision: `0x${string}`, others: readonly `0x${string}`[] = []) => ({
  member: ann,
  revision: 2n,
  choices: [...others, decision].map((one) => ({ decision: one, support: 1, votes: 0n })),
  signature: `0x${'01'.repeat(64)}` as const,
})

test('P21 approveHash is found by its selector, and only where it stands alone', () => {
  expect(approvalCall(inner, hash).data).toBe(`0xd4d9bdcd${'ab'.repeat(32)}`)
  expect(approvedHash(inner, approval)).toBe(hash)
  expect(approvedHash(outer, approval)).toBeNull()
  const call = approvalCall(inner, hash)
  for (const bent of [
    { ...approval, calls: [call, call] },
    { ...approval, calls: [] },
    { ...approval, executor: ann },
    { ...approval, afterDecision: hash },
    { ...approval, calls: [{ ...call, value: 1n }] },
    { ...approval, calls: [{ ...call, codeHash: hash }] },
    { ...approval, calls: [{ ...call, data: `0x00${call.data.slice(4)}` as const }] },
  ])
    expect(approvedHash(inner, bent)).toBeNull()
})

test('P21 a live signature is read back as it was packed, and everything shorter is none', () => {
  const id = decisionIdOf(31_337n, inner, approval)
  const other = `0x${'ee'.repeat(32)}` as const
  const packed = packLiveSignature({ chainId: 31_337n, dao: inner, approval, seats, sheets: [signed(id, [other])] })
  const read = unpackLiveSignature(inner, hash, packed)
  expect(read).toMatchObject({ approval, others: [other] })
  expect(read === null ? null : decisionIdOf(31_337n, inner, read.approval)).toBe(id)
  // The head, one other id, one group of two choices, one signature.
  expect(packed.length).toBe(2 + 2 * (83 + 32 + 1 + 17 + 4 + 64))
  for (const length of [0, 1, 82, 83, 114, 115]) expect(unpackLiveSignature(inner, hash, `0x${packed.slice(2, 2 + 2 * length)}`)).toBeNull()
  expect(() => packLiveSignature({ chainId: 31_337n, dao: outer, approval, seats, sheets: [] })).toThrow('INPUT_INVALID')
})

test('P22 C5 a question binds the member, the outer DAO, the answer and the revision, and is read out of the text that people read', () => {
  const asked: OuterQuestion = {
    dao: outer,
    support: 1,
    revision: 1n,
    title: 'Lamp',
    content: 'A lamp.\n\nFor the yard.',
    decision: approval,
  }
  const text = writeQuestion(asked)
  expect(text.startsWith(asked.content)).toBe(true)
  expect(readQuestion(text)).toEqual(asked)
  const digest = outerDigestOf(31_337n, inner, asked)
  expect(digest).toBe(hashTypedData(daomeshDomain(31_337n, outer), 'BallotSheet', outerSheetOf(31_337n, inner, asked)))
  const bent = [
    { ...asked, dao: ann },
    { ...asked, support: 0 },
    { ...asked, revision: 2n },
    { ...asked, decision: { ...approval, closesAt: 1 } },
  ]
  const digests = [
    outerDigestOf(1n, inner, asked),
    outerDigestOf(31_337n, ann, asked),
    ...bent.map((one) => outerDigestOf(31_337n, inner, one)),
  ]
  expect(new Set([digest, ...digests]).size).toBe(digests.length + 1)
  for (const odd of [
    '',
    asked.content,
    `${text}.`,
    text.replace('~~~daomesh', '~~daomesh'),
    text.replace(/\n[A-Za-z0-9_-]{8}/, '\nAAAAAAAA'),
  ])
    expect(readQuestion(odd)).toBeNull()
})
