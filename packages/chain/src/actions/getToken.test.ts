import { address, type Hex } from '@daomesh/protocol'
import { concatHex, createTestClient, encodeAbiParameters, http, numberToHex, size } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { realClock } from '../acceptance/realClock.ts'
import { createChainClient } from '../client/createChainClient.ts'
import type { ChainClient } from '../client/ports.ts'
import { sandboxProfile } from '../client/profiles.ts'
import { startDevnet } from '../devnet/startDevnet.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [number, words, refusing, nothing] = [at('70'), at('71'), at('72'), at('73')]

/** The code of a contract that answers every question alike: CODECOPY of what stands behind these ten bytes, RETURN. */
const answering = (answer: Hex): Hex => {
  const length = numberToHex(size(answer), { size: 1 })
  return concatHex(['0x60', length, '0x600a5f3960', length, '0x5ff3', answer])
}

let client: ChainClient
let stop: () => Promise<void>
beforeAll(async () => {
  const devnet = await startDevnet()
  stop = () => devnet.stop()
  const owner = createTestClient({ mode: 'anvil', transport: http(devnet.rpcUrl) })
  await owner.setCode({ address: number, bytecode: answering(numberToHex(6, { size: 32 })) })
  // A right-to-left override, a line break, and more than fits.
  const hostile = encodeAbiParameters([{ type: 'string' }], ['US\u202eDC\n and a name that does not end'])
  await owner.setCode({ address: words, bytecode: answering(hostile) })
  await owner.setCode({ address: refusing, bytecode: '0x5f5ffd' })
  client = createChainClient({ rpcUrl: devnet.rpcUrl, profile: sandboxProfile(devnet.identity, at('fa')), clock: realClock })
}, 120_000)
afterAll(() => stop())

it('A18 E1 what a token says of itself is cut and cannot change the words around it; what it does not say is empty', async () => {
  // The first word of a text is where it begins: 32.
  expect(await client.token(words)).toEqual({ symbol: 'USDC and a n', name: 'USDC and a name that does not end', decimals: 32 })
  expect(await client.token(number)).toEqual({ symbol: '', name: '', decimals: 6 })
  for (const none of [refusing, nothing]) expect(await client.token(none)).toEqual({ symbol: '', name: '', decimals: null })
})

it('A18 a balance is read of ERC-20 and of one ERC-1155 item alike; what refuses or is not there is no token', async () => {
  expect([await client.balance(at('01'), number), await client.balance(at('01'), number, 9n)]).toEqual([6n, 6n])
  expect(await client.allowance({ token: number, owner: at('01'), spender: at('02') })).toBe(6n)
  for (const none of [refusing, nothing])
    await expect(client.allowance({ token: none, owner: at('01'), spender: at('02') })).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE' })
  for (const none of [refusing, nothing])
    await expect(client.balance(at('01'), none)).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE', meta: { token: none } })
})

it('A18 an endpoint that is away is no fault of the token', async () => {
  client.setOnline(false)
  await expect(client.token(words)).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  await expect(client.balance(at('01'), refusing)).rejects.toMatchObject({ code: 'CHAIN_UNREACHABLE' })
  client.setOnline(true)
})
