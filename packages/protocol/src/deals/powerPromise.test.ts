import { expect, test } from 'vitest'
import type { Agreement } from '../bounties/agreement.ts'
import { decodeTerms, encodeTerms, type Terms, termsHashOf, termsSchema } from '../bounties/terms.ts'
import { hash0x } from '../fixtures/entries.ts'
import { address } from '../ids.ts'
import { readAgreementQuestion, writeAgreementQuestion } from './agreementQuestion.ts'
import { type PowerPromise, readPowerPromise, writePowerPromise } from './powerPromise.ts'

const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const plain: Terms = { v: 1, title: 'Lamp', brief: 'A lamp.\n\nFor the yard.', tags: ['light'], files: ['ab'.repeat(32)] }
const terms = { ...plain, power: '5' }
const agreement: Agreement = {
  issuer: account(1),
  hunter: account(2),
  token: account(0),
  amount: 2n ** 100n,
  termsHash: termsHashOf(terms),
  deliverBy: 9,
  reviewPeriod: 3,
  reviewer: account(1),
  arbiter: account(3),
  defaultSplit: 5000,
  parent: hash0x('0'),
  validUntil: 8,
  nonce: 2n ** 255n,
}
const promise: PowerPromise = { escrow: account(8), agreement, terms, kind: 1, held: 7n }

test('P90 power is a part of the terms, so both sides sign it; terms without it have the bytes that they always had', () => {
  expect(decodeTerms(encodeTerms(terms))).toEqual(terms)
  expect(decodeTerms(encodeTerms(plain))).not.toHaveProperty('power')
  expect(encodeTerms({ ...plain })).toEqual(encodeTerms(plain))
  expect(new Set([plain, terms, { ...terms, power: '6' }].map(termsHashOf)).size).toBe(3)
  for (const [power, isRight] of [
    ['1', true],
    [(2n ** 64n - 1n).toString(), true],
    [(2n ** 64n).toString(), false],
    ['0', false],
    ['05', false],
    ['-1', false],
    ['1.5', false],
    ['', false],
  ] as const)
    expect([power, termsSchema.safeParse({ ...plain, power }).success]).toEqual([power, isRight])
  // A DAO that is asked to take such a bounty reads the power too.
  const taken = { escrow: account(8), agreement, terms }
  expect(readAgreementQuestion(writeAgreementQuestion(taken))).toEqual(taken)
})

test('P91 C5 a promise is read out of the text that people read, with the terms that the agreement commits to, and any other text is none', () => {
  const text = writePowerPromise(promise)
  expect(text.startsWith(`${terms.brief}\n`)).toBe(true)
  expect(readPowerPromise(text)).toEqual(promise)
  const most = 2n ** 64n - 1n
  const bent: readonly string[] = [
    '',
    terms.brief,
    `${text}.`,
    text.replace('daomesh-power', 'daomesh-agreement'),
    text.replace(/\n[A-Za-z0-9_-]{8}/, '\nAAAAAAAA'),
    // Words of other terms, more power than was agreed, or none.
    text.replace('A lamp.', 'Two lamps.'),
    writePowerPromise({ ...promise, terms: { ...terms, power: '6' } }),
    writePowerPromise({ ...promise, agreement: { ...agreement, termsHash: termsHashOf(plain) } }),
    writePowerPromise({ ...promise, terms: plain as typeof terms, agreement: { ...agreement, termsHash: termsHashOf(plain) } }),
    // No seat has so much.
    writePowerPromise({ ...promise, held: most }),
    writePowerPromise({ ...promise, held: most - 4n }),
    writePowerPromise({ ...promise, kind: 2 }),
    writePowerPromise({ ...promise, held: -1n }),
  ]
  expect(bent.map(readPowerPromise)).toEqual(bent.map(() => null))
  expect(readPowerPromise(writePowerPromise({ ...promise, held: most - 5n }))?.held).toBe(most - 5n)
})
