import { expect, test } from 'vitest'
import { readSettleText, settleText } from './settleText.ts'

const consent = {
  bounty: `0x${'ab'.repeat(32)}`,
  side: 'issuer' as const,
  hunterAmount: '1000000000000000001',
  validUntil: 1_800_000_000,
  signature: `0x${'cd'.repeat(65)}`,
}

test('a consent is found again in whatever it was sent with, to the last unit', () => {
  expect(readSettleText(settleText(consent))).toEqual(consent)
  expect(readSettleText(`Here you are:\n${settleText({ ...consent, side: 'hunter' })}\nbest, Ana`)).toEqual({ ...consent, side: 'hunter' })
})

test('anything else is no consent', () => {
  for (const text of [
    '',
    'daomesh-settle:',
    settleText(consent).replace('issuer', 'anybody'),
    settleText({ ...consent, hunterAmount: '-1' }),
  ])
    expect(readSettleText(text)).toBeNull()
})
