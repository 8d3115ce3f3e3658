import { expect, test } from 'vitest'
import { settledOffer } from './settledOffer.ts'

const row = (offer: string, status: 'open' | 'signed' | 'funded' | 'replaced') => ({ offer, status })

test('what was paid in stands before what was only signed, and while the two talk nothing does', () => {
  expect(settledOffer([row('a', 'open'), row('b', 'replaced')])).toBe(null)
  expect(settledOffer([row('a', 'open'), row('b', 'signed')])?.offer).toBe('b')
  expect(settledOffer([row('a', 'signed'), row('b', 'funded')])?.offer).toBe('b')
})
