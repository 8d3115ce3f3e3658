import fc from 'fast-check'
import { expect, test } from 'vitest'
import { address } from '../ids.ts'
import type { Agreement } from './agreement.ts'
import { noBounty } from './bountyId.ts'
import { readSplitQuestion, type SplitQuestion, writeSplitQuestion } from './splitQuestion.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const agreement: Agreement = {
  issuer: at(1),
  hunter: at(2),
  token: at(0),
  amount: 10n,
  termsHash: noBounty,
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: at(1),
  arbiter: at(9),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce: 7n,
}
const question: SplitQuestion = {
  escrow: at(0xe5),
  agreement,
  parts: [
    { agreement: { ...agreement, issuer: at(2), hunter: at(3), amount: (1n << 127n) + 1n }, planned: null },
    { agreement: { ...agreement, issuer: at(2), hunter: at(4), amount: 3n }, planned: { root: `0x${'ab'.repeat(32)}`, sum: 2n } },
  ],
}

test('P75: a planned split stands behind its words exactly, whatever these say, and nothing else is one', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (words) => {
      const text = writeSplitQuestion(question, words)
      expect(text.startsWith(words)).toBe(true)
      expect(readSplitQuestion(text)).toEqual(question)
    }),
  )
  const text = writeSplitQuestion(question, 'To Bob and Carol.')
  expect(readSplitQuestion(writeSplitQuestion({ ...question, parts: [] }, 'To nobody.'))).toBeNull()
  for (const other of [text.slice(0, -5), `${text}And more.`, text.replace('daomesh-split', 'daomesh-question'), '', 'A lamp.'])
    expect(readSplitQuestion(other)).toBeNull()
})
