import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  type BallotSheet,
  type BallotSubject,
  daomeshDomain,
  decisionIdOf,
  fromHex,
  type Genesis,
  type LinkDevice,
  type SigningRequest,
  slotOf,
  typedData,
} from '@daomesh/protocol'
import { parseTransaction, recoverTransactionAddress, recoverTypedDataAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import type { RequestWords } from './describe/describeRequest.ts'
import { localSigner } from './localSigner.ts'
import { signRequest } from './signRequest.ts'

const secret = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const ana = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266' as Address
const ben = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8' as Address
const dao = `0x${'da'.repeat(20)}` as Address
const bytes32 = (byte: string) => `0x${byte.repeat(32)}` as const
const domain = daomeshDomain(31_337n, dao)
const context = { title: 'Claimed', lines: [] }

const about: readonly BallotSubject[] = [0n, 1n].map((slot) => ({
  title: `Proposal ${slot}`,
  content: '',
  decision: {
    rosterEpoch: 0,
    rulesEpoch: 0,
    slot: slotOf(ana, slot),
    closesAt: 1,
    expiresAt: 2,
    executor: ben,
    afterDecision: bytes32('00'),
    calls: [],
    contentHash: contentHashOf(`Proposal ${slot}`, ''),
  },
}))
const sheet: BallotSheet = {
  member: ana,
  revision: 3n,
  choices: about.map(({ decision }) => ({ decision: decisionIdOf(31_337n, dao, decision), support: 1, votes: 1n })),
}
const link: LinkDevice = { member: ana, device: bytes32('01'), exchangeKey: bytes32('02'), notAfter: 2_000_000_000n, nonce: bytes32('03') }
const genesis: Genesis = {
  chainId: 31_337n,
  chainGenesis: bytes32('04'),
  name: 'Hall\u202E',
  members: [
    { account: ben, kind: 0, power: 1n, shares: 10n },
    { account: ana, kind: 0, power: 2n, shares: 20n },
  ],
  rules: {
    mode: 0,
    quorumBps: 5000,
    thresholdBps: 5000,
    votingPeriod: 259_200,
    gracePeriod: 86_400,
    challengeWindow: 3600,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: bytes32('05'),
}
const requests = {
  BallotSheet: { type: 'typedData', domain, name: 'BallotSheet', message: sheet, about, context },
  LinkDevice: { type: 'typedData', domain: daomeshDomain(31_337n), name: 'LinkDevice', message: link, context },
  Genesis: { type: 'typedData', domain, name: 'Genesis', message: genesis, context },
} as const satisfies Record<string, SigningRequest>

const transaction = {
  chainId: 31_337,
  nonce: 7,
  to: ben,
  value: 1_500_000_000_000_000_000n,
  data: '0x',
  gas: 21_000n,
  maxFeePerGas: 2_000_000_000n,
  maxPriorityFeePerGas: 1_000_000_000n,
} as const

const create = (answer: boolean) => {
  const shown: RequestWords[] = []
  const signer = localSigner({ privateKeys: [fromHex(secret)], confirm: (_, words) => shown.push(words) > 0 && answer })
  return { signer, shown }
}

test('M12 typed data is signed so that viem recovers the account, byte for byte as viem signs it', async () => {
  const { signer } = create(true)
  expect(await signer.accounts()).toEqual([ana])
  for (const [name, request] of Object.entries(requests)) {
    const signature = await signer.sign(ana, request)
    expect(signature).toMatch(/^0x[0-9a-f]{128}1[bc]$/)
    const typed = { domain: request.domain, types: typedData, primaryType: name, message: request.message } as never
    expect((await recoverTypedDataAddress({ ...(typed as object), signature } as never)).toLowerCase()).toBe(ana)
    expect(signature).toBe(await privateKeyToAccount(secret).signTypedData(typed))
  }
})

test('M12 C3 signatures have a low s', async () => {
  const { signer } = create(true)
  for (let revision = 0n; revision < 40n; revision++) {
    const signature = await signer.sign(ana, { ...requests.BallotSheet, message: { ...sheet, revision } })
    expect(BigInt(`0x${signature.slice(66, 130)}`)).toBeLessThanOrEqual(0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n)
  }
})

test('M12 a transaction is signed and serialised as viem does it', async () => {
  const { signer } = create(true)
  for (const to of [ben, null]) {
    const data = to === null ? ('0x6001' as const) : ('0x' as const)
    const raw = await signer.sign(ana, { type: 'transaction', transaction: { ...transaction, to, data }, context })
    expect(raw).toBe(await privateKeyToAccount(secret).signTransaction({ ...transaction, to, data, type: 'eip1559' }))
    expect((await recoverTransactionAddress({ serializedTransaction: raw as `0x02${string}` })).toLowerCase()).toBe(ana)
    expect(parseTransaction(raw)).toMatchObject({ nonce: 7, value: transaction.value })
  }
})

test('M13 E2 nothing is signed without a yes, and the words come from the message', async () => {
  const { signer, shown } = create(false)
  await expect(signer.sign(ana, requests.BallotSheet)).rejects.toThrow('SIGNING_REFUSED')
  expect(shown[0]?.title).toBe('Sign your ballot on 2 proposals')
  expect(shown[0]?.title).not.toContain('Claimed')
})

test('M13 E2 an account signs nothing in another’s name, and is not even asked', async () => {
  const { signer, shown } = create(true)
  await expect(signer.sign(ben, requests.BallotSheet)).rejects.toThrow('SIGNING_MISMATCH')
  await expect(signer.sign(ana, { ...requests.BallotSheet, message: { ...sheet, member: ben } })).rejects.toThrow('SIGNING_MISMATCH')
  await expect(signer.sign(ana, { ...requests.LinkDevice, message: { ...link, member: ben } })).rejects.toThrow('SIGNING_MISMATCH')
  await expect(signer.sign(ana, { ...requests.Genesis, message: { ...genesis, members: genesis.members.slice(0, 1) } })).rejects.toThrow(
    'SIGNING_MISMATCH',
  )
  expect(shown).toEqual([])
})

test('Q7 E2 a ballot whose proposal is not proven is refused before anybody is asked, and again where the key is used', async () => {
  const { signer, shown } = create(true)
  for (const other of [[], about.toReversed(), [...about.slice(1), ...about.slice(1)]]) {
    const request = { ...requests.BallotSheet, about: other }
    await expect(signer.sign(ana, request)).rejects.toThrow('SIGNING_BLIND')
    expect(() => signRequest(fromHex(secret), request)).toThrow('SIGNING_BLIND')
  }
  expect(shown).toEqual([])
})
