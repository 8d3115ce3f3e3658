import {
  address,
  type Agreement,
  bountyDomain,
  daomeshDomain,
  noBounty,
  type SigningRequest,
  type Terms,
  termsHashOf,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { checkShown } from '../provenSubjects.ts'
import { checkNamed } from '../signRequest.ts'
import { describeRequest } from './describeRequest.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [issuer, hunter, arbiter, escrow] = [at('a1'), at('b0'), at('c0'), at('e5')]
const terms: Terms = { v: 1, title: 'Fence\u202Egnp', brief: 'Ten metres\nof oak.\u200b', tags: ['wood'], files: ['ab'.repeat(32)] }
const agreement: Agreement = {
  issuer,
  hunter,
  token: at('00'),
  amount: 15n * 10n ** 17n,
  termsHash: termsHashOf(terms),
  deliverBy: 86_400,
  reviewPeriod: 259_200,
  reviewer: issuer,
  arbiter,
  defaultSplit: 5000,
  parent: noBounty,
  validUntil: 43_200,
  nonce: 7n,
}
const request = (change: Partial<Agreement> = {}, about: Terms = terms, domain = bountyDomain(1n, escrow)) =>
  ({
    type: 'typedData',
    domain,
    name: 'Agreement',
    message: { ...agreement, ...change },
    about: { terms: about },
    context: { title: 'Sign in', lines: [] },
  }) as const satisfies SigningRequest

test('M76 E2: an agreement is said in words: the work, the money, who accepts and who rules, and every letter of its terms', () => {
  const { title, groups, lines } = describeRequest(request())
  expect(title).toBe('Sign that you take a bounty')
  expect(groups[0]?.head).toBe('The bounty “Fence·gnp”.')
  expect(groups[0]?.text).toBe('Ten metres\nof oak.·')
  const said = lines.join('\n').toLowerCase()
  for (const part of ['1.5 eth', '3 days', '50 %', issuer, hunter, arbiter, escrow, '1970-01-02', '1 file(s)', '“wood”'])
    expect(said).toContain(part)
  const coins = describeRequest(request({ token: at('cc'), parent: termsHashOf(terms) })).lines.join('\n')
  expect(coins).toMatch(/1500000000000000000 units of the token 0xcccc/i)
  expect(coins).toContain('A part of the bounty')
})

test('M76 E2: other terms, or an agreement for no escrow, are not signed blind, and nobody signs as another hunter', () => {
  const wrong = [
    request({}, { ...terms, brief: 'Ten metres' }),
    request({ termsHash: noBounty }),
    request({}, terms, daomeshDomain(1n, escrow)),
  ]
  for (const one of wrong) expect(() => checkShown(one)).toThrow(expect.objectContaining({ code: 'SIGNING_BLIND' }) as Error)
  expect(() => checkShown(request())).not.toThrow()
  expect(() => checkNamed(hunter, request())).not.toThrow()
  for (const other of [issuer, arbiter]) expect(() => checkNamed(other, request())).toThrow('SIGNING_MISMATCH')
})
