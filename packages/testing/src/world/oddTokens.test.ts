import { escrowAddress } from '@daomesh/chain'
import { type Address, address, type Agreement, noBounty, type Terms, termsHashOf, toRecord } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createTestClient, encodeFunctionData, http, parseAbi, publicActions, walletActions } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oddCoinCode, oddModes } from '../escrow/oddCoinCode.ts'
import { until } from './realTime.ts'
import { createRealWorld, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

let world: RealWorld
beforeAll(async () => {
  world = await createRealWorld('oddTokens')
}, 120_000)
afterAll(() => world.close())

const abi = parseAbi([
  'function mint(address to, uint256 amount)',
  'function approve(address spender, uint256 amount)',
  'function balanceOf(address) view returns (uint256)',
  'function allowance(address, address) view returns (uint256)',
])
const terms: Terms = { v: 1, title: 'Well', brief: 'Deep.', tags: [], files: [] }
let nonce = 0n

test('M274 M103 C11 a token that wants its allowance reset, forgets an approval, refuses every one, or does it where it is tried out only: a bounty is funded where it can be, by three attempts at most, and else nothing is taken', async () => {
  const [fay, gus] = [await world.start('fay', 0), await world.start('gus', 1)] as [Member, Member]
  const owner = createTestClient({ mode: 'anvil', transport: http(world.devnet.rpcUrl) })
    .extend(publicActions)
    .extend(walletActions)
  const spender = escrowAddress()
  let coins = 0
  const coinOf = async (mode: keyof typeof oddModes): Promise<Address> => {
    const coin = address.parse(`0x${(0xc000 + (coins += 1)).toString(16).padStart(40, '0')}`)
    await owner.setCode({ address: coin, bytecode: oddCoinCode })
    await owner.setStorageAt({ address: coin, index: 0, value: `0x${oddModes[mode].toString(16).padStart(64, '0')}` })
    return coin
  }
  const call = async (coin: Address, functionName: 'mint' | 'approve', args: readonly [Address, bigint]): Promise<void> => {
    await owner.impersonateAccount({ address: fay.account })
    const data = encodeFunctionData({ abi, functionName, args })
    const hash = await owner.sendUnsignedTransaction({ from: fay.account, to: coin, data } as never)
    await until('mined', async () => (await owner.getTransactionReceipt({ hash }).catch(() => null))?.status === 'success')
    await owner.stopImpersonatingAccount({ address: fay.account })
  }
  const fund = async (token: Address) => {
    const now = Math.floor(systemClock.now() / 1000)
    const agreement: Agreement = {
      issuer: fay.account,
      hunter: gus.account,
      token,
      amount: 500n,
      termsHash: termsHashOf(terms),
      deliverBy: now + 90_000,
      reviewPeriod: 86_400,
      reviewer: fay.account,
      arbiter: address.parse(`0x${'ab'.repeat(20)}`),
      defaultSplit: 5_000,
      parent: noBounty,
      validUntil: now + 80_000,
      nonce: (nonce += 1n),
    }
    const { bounty, signature } = await gus.api.bounties.sign({ requestId: world.requestId(), agreement: toRecord(agreement), terms })
    const requestId = world.requestId()
    await fay.api.bounties.fund({ requestId, as: null, agreement: toRecord(agreement), terms, hunterSignature: signature })
    return { bounty, requestId }
  }
  /** What was queued for a request, in the order in which it went. */
  const rowsOf = async (requestId: string) =>
    (await fay.api.chain.transactions())
      .filter(({ id }) => id === requestId || id.startsWith(`${requestId}.`))
      .map(({ id, state }) => [id.slice(requestId.length), state])
      .toSorted()
  /** The same once nothing of it moves any more. */
  const settled = (requestId: string) =>
    until('settled', async () => {
      const rows = await rowsOf(requestId)
      return rows.every(([, state]) => state === 'final' || state === 'failed') && rows
    })
  const isFunded = async (bounty: string) => (await gus.api.bounties.get({ bounty }).catch(() => null))?.status === 'funded'
  const balanceOf = (coin: Address) => owner.readContract({ address: coin, abi, functionName: 'balanceOf', args: [fay.account] })
  const allowed = (coin: Address) => owner.readContract({ address: coin, abi, functionName: 'allowance', args: [fay.account, spender] })

  // What was allowed before and never taken is set to nothing first, as USDT wants it.
  const tether = await coinOf('resetFirst')
  await call(tether, 'mint', [fay.account, 500n])
  await call(tether, 'approve', [spender, 7n])
  const first = await fund(tether)
  await until('funded in it', () => isFunded(first.bounty))
  expect(await settled(first.requestId)).toEqual([
    ['', 'final'],
    ['.approve', 'final'],
    ['.reset', 'final'],
  ])
  expect([await balanceOf(tether), await allowed(tether)]).toEqual([0n, 0n])

  // The first approval was mined and is not there: it is given again.
  const forgetful = await coinOf('forgetful')
  await call(forgetful, 'mint', [fay.account, 500n])
  const second = await fund(forgetful)
  await until('funded at the second attempt', () => isFunded(second.bounty))
  expect(await settled(second.requestId)).toEqual([
    ['', 'final'],
    ['.approve', 'final'],
    ['.approve.2', 'final'],
    ['.reset.2', 'final'],
  ])
  expect(await balanceOf(forgetful)).toBe(0n)

  // Where no approval would help there is one attempt, and nothing is signed.
  const never = await coinOf('never')
  await call(never, 'mint', [fay.account, 500n])
  const third = await fund(never)
  // Where each seems to help, and is forgotten once it is mined, there are three.
  const pretending = await coinOf('pretending')
  await call(pretending, 'mint', [fay.account, 500n])
  const fourth = await fund(pretending)
  await until('the last attempt', async () =>
    (await rowsOf(fourth.requestId)).some(([id, state]) => id === '.approve.3' && state === 'final'),
  )
  const rest = async () => (await rowsOf(fourth.requestId)).find(([id]) => id === '')?.[1] === 'failed'
  await until('it is given up', rest)
  const nonceThen = await owner.getTransactionCount({ address: fay.account })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect(await rest()).toBe(true)
  expect(await owner.getTransactionCount({ address: fay.account })).toBe(nonceThen)
  expect((await rowsOf(fourth.requestId)).filter(([id]) => id?.startsWith('.approve'))).toHaveLength(3)
  expect(await settled(third.requestId)).toEqual([
    ['', 'failed'],
    ['.approve', 'failed'],
  ])
  for (const coin of [never, pretending]) expect(await balanceOf(coin)).toBe(500n)
}, 240_000)
