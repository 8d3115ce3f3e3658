import { encodeEscrow, escrowAddress } from '@daomesh/chain'
import { address, type Agreement, noBounty } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { describeEscrowCall } from './escrowCall.ts'
import { inWords } from './say.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const agreement: Agreement = {
  issuer: at('a1'),
  hunter: at('b0'),
  token: at('00'),
  amount: 100n,
  termsHash: noBounty,
  deliverBy: 1000,
  reviewPeriod: 86_400,
  reviewer: at('a1'),
  arbiter: at('c0'),
  defaultSplit: 0,
  parent: noBounty,
  validUntil: 500,
  nonce: 1n,
}

test('E2 M104 who accepts parts of a bounty reads which ones, from the bytes that are signed', () => {
  const escrow = escrowAddress()
  const levels = [
    { from: 0, split: 1, block: 2, leaves: 5n, signature: '0x' },
    { from: 0, split: 3, block: 0, leaves: 1n << 63n, signature: '0x' },
  ] as const
  const { data } = encodeEscrow(escrow, { kind: 'acceptLeaves', agreement, path: [], levels })
  expect(describeEscrowCall({ target: escrow, data })?.map((saying) => inWords(saying, 'ETH').text)).toEqual([
    'Accepts the parts 129, 131 of the split 1.',
    'Accepts the parts 64 of the split 3.',
    expect.stringContaining('It is about the bounty of 0.0000000000000001 ETH'),
  ])
})
