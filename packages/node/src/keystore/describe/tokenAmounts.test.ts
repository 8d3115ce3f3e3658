import { address, type SigningRequest, type UnsignedTransaction } from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi } from 'viem'
import { expect, test } from 'vitest'
import { describeRequest } from './describeRequest.ts'
import { tokenAmounts } from './tokenAmounts.ts'
import { describeCall } from './transaction.ts'
import { inWords } from './say.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [dai, usdc, spender] = [at('da'), at('dc'), at('5e')]
const approving = (token: typeof dai, units: bigint): SigningRequest => {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, units] })
  const fees = { gas: 60_000n, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n }
  const transaction: UnsignedTransaction = { chainId: 31_337, nonce: 1, to: token, value: 0n, data, ...fees }
  return { type: 'transaction', transaction, context: { title: '', lines: [] } }
}
const said = (request: SigningRequest, decimals: number) =>
  tokenAmounts(describeRequest(request), [
    { token: dai, symbol: 'DAI', decimals },
    { token: usdc, symbol: 'US\u202eDC', decimals: 6 },
  ])

test('M243 an amount is said in the unit of its token, exactly, where the node told it, beside the units that are signed', () => {
  const request = approving(dai, 12_500_000_000_000_000_001n)
  expect(describeRequest(request).lines[0]).toContain('take exactly 12500000000000000001 units of the token 0x')
  expect(said(request, 18)).toEqual([
    expect.stringMatching(
      /^12500000000000000001 units of the token 0x(?:[dD][aA]){20} are 12\.500000000000000001 of what is called “DAI”\.$/,
    ),
  ])
  expect(said(request, 0)[0]).toContain('are 12500000000000000001 of')
  expect(said(approving(dai, 5n), 18)[0]).toContain('are 0.000000000000000005 of')
})

test('M243 what a treasury pays in a token is said in its unit too, on a ballot as in a transaction', () => {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [spender, 1_500_000n] })
  expect(describeCall({ target: dai, value: 0n, data }).flatMap((saying) => inWords(saying, 'ETH').amounts)).toMatchObject([
    { token: dai, units: 1_500_000n },
  ])
  const request = approving(dai, 1n) as Extract<SigningRequest, { readonly type: 'transaction' }>
  expect(said({ ...request, transaction: { ...request.transaction, data } }, 6)[0]).toMatch(
    /^1500000 units .* are 1\.5 of what is called “DAI”\.$/,
  )
})

test('M243 E1 a token that hides direction characters in its symbol shows them, and one that nobody told of is left as it is signed', () => {
  expect(said(approving(usdc, 1_000_000n), 18)[0]).toMatch(/are 1 of what is called “US·DC”/)
  expect(said(approving(at('ee'), 7n), 18)).toEqual([])
})
