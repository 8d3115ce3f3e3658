import { changeRosterCall, takeCall, tokenCall } from '@daomesh/chain'
import {
  type Address,
  daomeshDomain,
  type Decision,
  type Genesis,
  genesisHashOf,
  type SigningRequest,
  type UnsignedTransaction,
} from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import { describeRequest } from './describeRequest.ts'

const ana = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266' as Address
const shownAna = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const dao = `0x${'da'.repeat(20)}` as Address
const other = `0x${'0b'.repeat(20)}` as Address
const bytes32 = (byte: string) => `0x${byte.repeat(32)}` as const
const domain = daomeshDomain(31_337n, dao)
const context = { title: 'Harmless', lines: ['Nothing to see.'] }
const transaction: UnsignedTransaction = {
  chainId: 31_337,
  nonce: 7,
  to: dao,
  value: 0n,
  data: '0x',
  gas: 100_000n,
  maxFeePerGas: 2_000_000_000n,
  maxPriorityFeePerGas: 1n,
}
const send = (changes: Partial<UnsignedTransaction>): SigningRequest => ({
  type: 'transaction',
  transaction: { ...transaction, ...changes },
  context,
})

test('M13 E2 a decision that takes somebody in says so in words; a contract that would become a member is shown as the whole call', () => {
  const decide = (kind: number): readonly string[] => {
    const call = changeRosterCall(dao, [
      { account: ana, kind, power: 2n, mint: 30n },
      { account: dao, kind: 0, mint: 5n },
      { account: other, kind: 0, power: 0n, mint: 0n },
    ])
    const message: Decision = {
      rosterEpoch: 0,
      rulesEpoch: 0,
      slot: 1n,
      closesAt: 1,
      expiresAt: 2,
      executor: dao,
      afterDecision: bytes32('00'),
      calls: [call],
      contentHash: bytes32('06'),
    }
    return describeRequest({ type: 'typedData', domain, name: 'Decision', message, context }).lines
  }
  const words = decide(0)
  expect(words).toContain(`Seats ${shownAna} as a member, with power 2 and 30 new shares.`)
  expect(words.some((line) => line.startsWith('Gives 0x') && line.endsWith(' 5 new shares.'))).toBe(true)
  // Nobody signs somebody's removal as a seat.
  expect(words.some((line) => line.startsWith('Takes all power from 0x') && line.includes('member no longer'))).toBe(true)
  expect(words.filter((line) => line.startsWith('Seats '))).toHaveLength(1)
  expect(decide(1)).toContain('Changes the DAO itself by its function “changeRoster”.')
})

test('M13 E2 a genesis shows every member with power and shares, the rules, and a name that cannot play tricks', () => {
  const message: Genesis = {
    chainId: 31_337n,
    chainGenesis: bytes32('04'),
    name: 'Hall\u202Egnp.exe',
    members: [
      { account: ana, kind: 0, power: 2n, shares: 20n },
      { account: dao, kind: 1, power: 1n, shares: 0n },
    ],
    rules: {
      mode: 2,
      quorumBps: 5000,
      thresholdBps: 6666,
      votingPeriod: 259_200,
      gracePeriod: 86_400,
      challengeWindow: 5400,
      credits: 100,
      incomeBps: 250,
      refundCap: 0,
    },
    salt: bytes32('05'),
  }
  const { title, lines } = describeRequest({ type: 'typedData', domain, name: 'Genesis', message, context })
  expect(title).toBe('Found the DAO “Hall·gnp.exe”')
  expect(lines).toContain(`${shownAna}: power 2, shares 20.`)
  expect(lines.some((line) => line.endsWith('(a contract): power 1, shares 0.'))).toBe(true)
  const hash = genesisHashOf(message)
  expect(lines).toContain(
    `Hash of the terms ${hash.slice(2, 6)} ${hash.slice(6, 10)} … ${hash.slice(-4)}, to compare with the page of the founding and with the others, aloud.`,
  )
  expect(lines).toContain('Votes cost their square in credits.')
  expect(lines).toContain('To pass: 50 % must take part and 66.66 % must be For.')
  expect(lines).toContain('Voting lasts 3 days, the grace period 1 day, the challenge window 90 minutes.')
})

test('M13 E2 linking and unlinking a device name the device and the account', () => {
  const nowhere = daomeshDomain(31_337n)
  const link = { member: ana, device: bytes32('01'), exchangeKey: bytes32('02'), notAfter: 2_000_000_000n, nonce: bytes32('03') }
  expect(describeRequest({ type: 'typedData', domain: nowhere, name: 'LinkDevice', message: link, context }).lines).toEqual([
    'Device 0101 0101 … 0101 will write records in your name.',
    `Your account: ${shownAna}.`,
    'It may connect until 2033-05-18 03:33 UTC. What it writes stays valid.',
    'You can unlink it later, for good, from another device of yours.',
    'It counts on sandbox (chain 31337) only.',
  ])
  const { member, device, nonce } = link
  expect(
    describeRequest({ type: 'typedData', domain: nowhere, name: 'UnlinkDevice', message: { member, device, nonce }, context }).title,
  ).toBe('Unlink a device for good')
  const far = describeRequest({
    type: 'typedData',
    domain: nowhere,
    name: 'LinkDevice',
    message: { ...link, notAfter: 2n ** 64n - 1n },
    context,
  })
  expect(far.lines[2]).toContain('second 18446744073709551615')
})

test('M13 E2 a transaction says where the money goes, in ETH, with its greatest fee', () => {
  const { lines } = describeRequest(send({ to: ana, value: 1_500_000_000_000_000_001n }))
  expect(lines).toEqual([
    `Pays 1.500000000000000001 ETH to ${shownAna}.`,
    'Costs at most 0.0002 ETH in fees.',
    'Transaction number 7 of this account on sandbox (chain 31337).',
  ])
  expect(describeRequest(send({ to: null, data: '0x6001' })).lines[0]).toBe('Creates a new contract from 2 bytes, with 0 ETH.')
})

test('M371 E2 an amount bears the name of the coin of the chain that is signed for, and of a chain that is not known no other chain’s', () => {
  const said = (chainId: number): readonly string[] => describeRequest(send({ to: ana, value: 5n * 10n ** 18n, chainId })).lines
  expect(said(100)).toEqual([
    `Pays 5 xDAI to ${shownAna}.`,
    'Costs at most 0.0002 xDAI in fees.',
    'Transaction number 7 of this account on Gnosis (chain 100).',
  ])
  expect(said(137)[0]).toContain('5 POL')
  expect(said(123_456)).toEqual([
    `Pays 5 coin to ${shownAna}.`,
    'Costs at most 0.0002 coin in fees.',
    'Transaction number 7 of this account on chain 123456.',
  ])
})

test('M13 E2 a call is named by its shape, with its arguments, or admitted to be unreadable', () => {
  const transfer = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [ana, 5n] })
  const token = describeRequest(send({ data: transfer, value: 1n }))
  expect(token.lines[0]).toMatch(new RegExp(`^Pays 5 units of the token 0x[0-9a-fA-F]{40} to ${shownAna}, by the shape of the call\\.$`))
  expect(token.lines[1]).toContain('Sends 0.000000000000000001 ETH along')
  const ragequit = encodeFunctionData({
    abi: parseAbi(['function ragequit(uint128 shares, address[] tokens, address recipient)']),
    functionName: 'ragequit',
    args: [4n, [ana], ana],
  })
  expect(describeRequest(send({ data: ragequit })).lines[0]).toContain('“ragequit” (Dao)')
  expect(describeRequest(send({ data: '0xdeadbeef00' })).lines[0]).toContain('5 bytes this app cannot read (function 0xdeadbeef)')
})

test('M13 E2 a decision shows its calls and times', () => {
  const message: Decision = {
    rosterEpoch: 1,
    rulesEpoch: 0,
    slot: 1n,
    closesAt: 2_000_000_000,
    expiresAt: 2_000_086_400,
    executor: `0x${'00'.repeat(20)}` as Address,
    afterDecision: bytes32('00'),
    calls: [{ target: ana, value: 10n ** 18n, data: '0x', codeHash: bytes32('00') }],
    contentHash: bytes32('77'),
  }
  const { title, lines } = describeRequest({ type: 'typedData', domain, name: 'Decision', message, context })
  expect(title).toBe('Sign a decision with 1 call(s)')
  expect(lines[0]).toBe(`Pays 1 ETH to ${shownAna}.`)
  expect(lines).toContain('Voting closes 2033-05-18 03:33 UTC; it expires 2033-05-19 03:33 UTC.')
})

test('M13 M242 what is taken of somebody else’s tokens is named with its holder and who gets it', () => {
  const { data } = takeCall({ token: dao, from: ana, to: other, amount: 7n })
  expect(describeRequest(send({ data })).lines[0]).toMatch(
    /^Takes 7 units of the token 0xDa.* from 0xf39F.*, for 0x0b.*, by the shape of the call\.$/i,
  )
})

test('M13 M163 an NFT or items that are handed over are named with both ends', () => {
  const hand = (part: Parameters<typeof tokenCall>[0]['part']) =>
    describeRequest(send({ data: tokenCall({ token: dao, from: ana, to: other, part }).data })).lines[0]
  expect(hand({ standard: 'erc721', item: 7n })).toMatch(
    /^Hands number 7 of the NFTs at 0xDa.* over, from 0xf39F.* to 0x0b.*, by the shape of the call\.$/i,
  )
  expect(hand({ standard: 'erc1155', item: 7n, amount: 3n })).toMatch(/^Hands 3 of item 7 at 0xDa.* over, from 0xf39F.* to 0x0b/i)
})
