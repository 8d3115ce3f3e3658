import { address, genesisHashOf } from '@daomesh/protocol'
import { concatHex, encodeErrorResult, encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import { daoAbi } from '../abis.ts'
import { encodeClaimIncome } from '../actions/claimIncome.ts'
import { encodeDeploy } from '../actions/deployDao.ts'
import { encodeDistributeIncome } from '../actions/distributeIncome.ts'
import { zeroHash } from '../constants.ts'
import { errorSelector, revertOf } from '../errors/decodeRevert.ts'
import { describeFailure, encodeFailure } from '../facts/failureReason.ts'
import { findGenesis } from '../facts/findGenesis.ts'
import { changeRosterCall } from './changeRosterCall.ts'
import { decodeCall } from './decodeCall.ts'
import { decodeHandover } from './decodeHandover.ts'
import { paymentCall } from './paymentCall.ts'
import { decodeRulesChange, setRulesCall } from './setRulesCall.ts'
import { tokenCall } from './tokenCall.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
const token = address.parse(`0x${'70'.repeat(20)}`)
const payee = address.parse(`0x${'ee'.repeat(20)}`)
const rules = {
  mode: 1,
  quorumBps: 1,
  thresholdBps: 2,
  votingPeriod: 3,
  gracePeriod: 2,
  challengeWindow: 5,
  credits: 6,
  incomeBps: 7,
  refundCap: 8,
}

describe('calls for people', () => {
  it('A18 reads what hands over an NFT or items, and nothing else', () => {
    const handed = { token, from: dao, to: payee }
    const read = (part: Parameters<typeof tokenCall>[0]['part']) => {
      const { to, value, data } = tokenCall({ ...handed, part })
      return decodeHandover({ target: to, value, data })
    }
    expect(read({ standard: 'erc721', item: 7n })).toEqual({ standard: 'erc721', ...handed, item: 7n, amount: 1n })
    expect(read({ standard: 'erc1155', item: 7n, amount: 3n })).toEqual({ standard: 'erc1155', ...handed, item: 7n, amount: 3n })
    expect(read({ standard: 'erc20', amount: 3n })).toBeNull()
    // The longer form of ERC-721: its fourth argument is bytes, and no number of anything.
    const args = [dao, payee, 7n, '0x05'] as const
    const long = encodeFunctionData({ abi: parseAbi(['function safeTransferFrom(address,address,uint256,bytes)']), args })
    expect(decodeHandover({ target: token, value: 0n, data: long })).toMatchObject({ standard: 'erc721', item: 7n, amount: 1n })
    expect(decodeHandover({ target: token, value: 0n, data: '0x42842e0e' })).toBeNull()
  })

  it('names payments in ETH and tokens', () => {
    expect(decodeCall(paymentCall({ to: payee, amount: 9n }))).toEqual({ kind: 'payment', to: payee, wei: 9n })
    const call = paymentCall({ to: payee, amount: 9n, token: { address: token, codeHash: `0x${'01'.repeat(32)}` } })
    expect(call).toMatchObject({ target: token, value: 0n, codeHash: `0x${'01'.repeat(32)}` })
    expect(decodeCall(call)).toEqual({
      kind: 'known',
      contract: 'ERC-20',
      function: 'transfer',
      args: [
        { name: 'recipient', type: 'address', value: payee },
        { name: 'amount', type: 'uint256', value: '9' },
      ],
    })
  })

  it('names changes of the DAO itself, and only of the DAO itself', () => {
    const call = setRulesCall(dao, rules)
    expect(decodeRulesChange(dao, call)).toEqual(rules)
    expect(decodeRulesChange(token, call)).toBeNull()
    expect(decodeRulesChange(dao, { target: dao, data: '0x1234' })).toBeNull()
    expect(decodeCall(call, { dao })).toMatchObject({
      contract: 'Dao',
      function: 'setRules',
      args: [{ name: 'newRules', value: { mode: '1', refundCap: '8' } }],
    })
    expect(decodeCall(call, { dao: payee })).toMatchObject({ kind: 'raw', selector: call.data.slice(0, 10) })
  })

  it('A16 names calls of the inbox, and only of the inbox', () => {
    const call = encodeClaimIncome({ factory: token, dao, token, account: payee })
    const at = { ...call, target: call.to }
    expect(decodeCall(at, { inbox: call.to })).toMatchObject({
      contract: 'IncomeInbox',
      function: 'claim',
      args: [{ value: token }, { value: payee }, {}],
    })
    expect(decodeCall(at, { inbox: payee })).toMatchObject({ kind: 'raw' })
    const split = encodeDistributeIncome({ factory: token, dao, token })
    expect(decodeCall({ ...split, target: split.to }, { factory: token })).toMatchObject({ contract: 'DaoFactory', function: 'distribute' })
  })

  it('sorts roster lines and keeps power that is not mentioned', () => {
    const call = changeRosterCall(dao, [
      { account: payee, kind: 0, mint: 5n },
      { account: token, kind: 1, power: 0n, mint: 0n },
    ])
    expect(decodeCall(call, { dao })).toMatchObject({
      function: 'changeRoster',
      args: [
        {
          value: [
            { account: token, kind: '1', setPower: true, power: '0', mint: '0' },
            { account: payee, kind: '0', setPower: false, power: '0', mint: '5' },
          ],
        },
      ],
    })
  })

  it('D1 shows bytes that fit nothing as bytes', () => {
    for (const data of ['0x01', '0xa9059cbb', '0xa9059cbb00', `0xdeadbeef${'00'.repeat(40)}`] as const)
      expect(decodeCall({ target: token, value: 0n, data }).kind).toBe('raw')
  })
})

describe('why a call failed', () => {
  it('names our errors, texts of others, and what nobody knows', () => {
    const spent = encodeErrorResult({ abi: daoAbi, errorName: 'Dao_AlreadySpent', args: [zeroHash] })
    expect(revertOf(spent)).toMatchObject({ error: 'Dao_AlreadySpent', args: [zeroHash] })
    expect(revertOf('0x')).toMatchObject({ error: 'silent' })
    expect(revertOf('0xdeadbeef')).toMatchObject({ error: '0xdeadbeef' })
    expect(revertOf(spent.slice(0, 20) as `0x${string}`)).toMatchObject({ error: 'Dao_AlreadySpent', args: [] })
    expect(() => errorSelector('Dao_Nonsense')).toThrow(RangeError)
  })

  it('A5 keeps failures as the chain said them and describes them later', () => {
    const reason = encodeFailure({ selector: errorSelector('Dao_CallFailed'), call: 3n, returned: '0xDEADBEEF' })
    expect(reason).toBe(`${errorSelector('Dao_CallFailed')}:3:0xdeadbeef`)
    expect(describeFailure(reason)).toMatchObject({ error: 'Dao_CallFailed', call: 3, returned: { error: '0xdeadbeef' } })
    const starved = encodeFailure({ selector: errorSelector('Dao_CallFailed'), call: 2n ** 256n - 1n, returned: '0x' })
    expect(describeFailure(starved)).toEqual({ error: 'Dao_CallFailed', call: null, returned: null })
    const early = encodeFailure({ selector: errorSelector('Dao_NotDecisive'), call: 0n, returned: '0x' })
    expect(describeFailure(early)).toEqual({ error: 'Dao_NotDecisive', call: null, returned: null })
  })
})

describe('genesis of a DAO that another contract deployed', () => {
  const genesis = {
    chainId: 1n,
    chainGenesis: `0x${'0c'.repeat(32)}` as const,
    name: 'Nested',
    rules,
    salt: zeroHash,
    members: [{ account: payee, kind: 0, power: 1n, shares: 1n }],
  }
  const { data } = encodeDeploy({ factory: token, genesis })

  it('A5 is found inside the calldata, behind look-alikes', () => {
    const nested = concatHex(['0x11223344', data.slice(0, 10) as `0x${string}`, '0x00', data, '0xffff'])
    expect(findGenesis(nested, genesisHashOf(genesis))).toEqual(genesis)
  })

  it('A5 N4 costs a bounded time to look for, whatever calldata its deployer chose', () => {
    // Of this process’s own time, the best of a few rounds: who else uses the machine does not count.
    const costOf = (bytes: number): number => {
      const input = concatHex(['0x11223344', `0x${data.slice(2, 10).repeat(bytes / 4)}`])
      const rounds = Array.from({ length: 3 }, () => {
        const before = process.cpuUsage()
        expect(findGenesis(input, zeroHash)).toBeNull()
        const { user, system } = process.cpuUsage(before)
        return user + system
      })
      return Math.min(...rounds)
    }
    const few = costOf(4 * 1024)
    expect(costOf(64 * 1024), `${few} µs with few`).toBeLessThan(16 * few)
  })

  it('A5 is found with as many members, and as long a name, as there may be', () => {
    const members = Array.from({ length: 64 }, (_, n) => ({
      account: address.parse(`0x${(n + 1).toString(16).padStart(40, '0')}`),
      kind: 0,
      power: 1n,
      shares: 1n,
    }))
    const large = { ...genesis, name: 'x'.repeat(80), members }
    const call = encodeDeploy({ factory: token, genesis: large }).data
    const nested = concatHex([`0x${data.slice(2, 10).repeat(40)}`, call, `0x${'ff'.repeat(50_000)}`])
    expect(findGenesis(nested, genesisHashOf(large))).toEqual(large)
  })

  it('A5 is not made up when its hash differs or it is missing', () => {
    expect(findGenesis(data, zeroHash)).toBeNull()
    expect(findGenesis('0x11223344', genesisHashOf(genesis))).toBeNull()
  })
})
