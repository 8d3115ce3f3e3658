import { bondsAddress, encodeBond } from '@daomesh/chain'
import { address, type UnsignedTransaction } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { describeRequest } from './describeRequest.ts'

const ana = address.parse('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
const nobody = address.parse(`0x${'00'.repeat(20)}`)

const said = (changes: Partial<UnsignedTransaction>): readonly string[] =>
  describeRequest({
    type: 'transaction',
    transaction: {
      chainId: 1,
      nonce: 7,
      to: bondsAddress(),
      value: 0n,
      data: '0x',
      gas: 1n,
      maxFeePerGas: 1n,
      maxPriorityFeePerGas: 1n,
      ...changes,
    },
    context: { title: 'Harmless', lines: ['Nothing to see.'] },
  }).lines

test('M157 E2 what a transaction about a market bond does is said from its bytes: the sum, the notice, the recipient', () => {
  const line = (action: Parameters<typeof encodeBond>[1]): string => said(encodeBond(bondsAddress(), action))[0] ?? ''
  expect(line({ kind: 'bond', amount: 10n ** 16n })).toContain('Locks 0.01 ETH as your market bond')
  expect(line({ kind: 'bond', amount: 0n })).toContain('Takes the notice of your market bond back')
  expect(line({ kind: 'unbond' })).toContain('Gives notice of your market bond')
  expect(line({ kind: 'withdraw', recipient: nobody })).toBe('Withdraws all of your market bond, to this account.')
  expect(line({ kind: 'withdraw', recipient: ana })).toBe(
    'Withdraws all of your market bond, to 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266.',
  )
})

test('M157 E2 the same bytes at another contract, and ETH with what takes none, are shown as what they are', () => {
  const { data } = encodeBond(bondsAddress(), { kind: 'bond', amount: 5n })
  for (const lines of [
    said({ to: ana, value: 5n, data }),
    said({ value: 5n, data: encodeBond(bondsAddress(), { kind: 'unbond' }).data }),
  ]) {
    expect(lines.join()).not.toContain('market bond')
    expect(lines.join()).toContain('Sends 0.000000000000000005 ETH along')
  }
})
