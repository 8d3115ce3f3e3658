import type { Address, Call, Hex } from '@daomesh/protocol'
import { type Abi, type AbiParameter, erc1155Abi, erc20Abi, erc721Abi, getAbiItem, size, slice } from 'viem'
import {
  daoAbi,
  daoFactoryAbi,
  daoSignaturesAbi,
  incomeInboxAbi,
  marketBondsAbi,
  matchingRoundAbi,
  pairAbi,
  powerRewardsAbi,
  tillAbi,
} from '../abis.ts'
import { bondsAddress, pairAddress, powerRewardsAddress, roundsAddress, signaturesAddress, tillAddress } from './factoryAddress.ts'
import { decodeFunction } from './decodeFunction.ts'

/** An argument in a form that can be shown and sent: numbers are decimal strings, structs are maps. */
export type PlainArgument = string | boolean | readonly PlainArgument[] | { readonly [name: string]: PlainArgument }

type KnownContract =
  | 'Dao'
  | 'DaoFactory'
  | 'IncomeInbox'
  | 'MatchingRound'
  | 'Pair'
  | 'MarketBonds'
  | 'Till'
  | 'DaoSignatures'
  | 'PowerRewards'
  | 'ERC-20'
  | 'ERC-721'
  | 'ERC-1155'

export type DecodedCall =
  | { readonly kind: 'payment'; readonly to: Address; readonly wei: bigint }
  | {
      readonly kind: 'known'
      readonly contract: KnownContract
      readonly function: string
      readonly args: readonly { readonly name: string; readonly type: string; readonly value: PlainArgument }[]
    }
  | { readonly kind: 'raw'; readonly selector: Hex; readonly bytes: number }

const plain = (value: unknown): PlainArgument => {
  if (typeof value === 'string') return value.startsWith('0x') ? value.toLowerCase() : value
  if (typeof value === 'boolean') return value
  if (typeof value === 'bigint' || typeof value === 'number') return value.toString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]))
  return String(value)
}

const attempt = (contract: KnownContract, abi: Abi, data: Hex): DecodedCall | null => {
  try {
    const { functionName, args } = decodeFunction(abi, data)
    const item = getAbiItem({ abi, name: functionName, ...(args && { args: [...args] }) })
    const inputs: readonly AbiParameter[] = item?.type === 'function' ? item.inputs : []
    const named = (args ?? []).map((value, i) => ({ name: inputs[i]?.name ?? '', type: inputs[i]?.type ?? '', value: plain(value) }))
    return { kind: 'known', contract, function: functionName, args: named }
  } catch {
    // Not of this contract, or bytes that do not fit its types: the caller tries the next one and shows raw bytes in the end.
    return null
  }
}

let fixed: ReadonlyMap<Address, readonly [KnownContract, Abi]> | null = null

/** Contracts of ours that lie at one address on every chain, which commits to their code. */
const fixedContracts = () =>
  (fixed ??= new Map<Address, readonly [KnownContract, Abi]>([
    [roundsAddress(), ['MatchingRound', matchingRoundAbi]],
    [pairAddress(), ['Pair', pairAbi]],
    [powerRewardsAddress(), ['PowerRewards', powerRewardsAbi]],
    [bondsAddress(), ['MarketBonds', marketBondsAbi]],
    [tillAddress(), ['Till', tillAbi]],
    [signaturesAddress(), ['DaoSignatures', daoSignaturesAbi]],
  ]))

const attemptTokens = (data: Hex): DecodedCall | null =>
  attempt('ERC-20', erc20Abi, data) ?? attempt('ERC-721', erc721Abi, data) ?? attempt('ERC-1155', erc1155Abi, data)

const fixedOrToken = ({ target, data }: Pick<Call, 'target' | 'data'>): DecodedCall | null => {
  const known = fixedContracts().get(target)
  return known === undefined ? attemptTokens(data) : attempt(...known, data)
}

/**
 * What a call does, for people. Trust it only as far as the target is trusted: any contract may give a known selector another meaning, so our own
 * functions are named only where the target is the DAO (or factory, or inbox) itself, or a contract of ours that lies at one address everywhere. What ERC-20 and ERC-721 call alike is called by the first.
 */
export const decodeCall = (
  call: Pick<Call, 'target' | 'value' | 'data'>,
  known: { readonly dao?: Address; readonly factory?: Address; readonly inbox?: Address } = {},
): DecodedCall => {
  if (call.data === '0x') return { kind: 'payment', to: call.target, wei: call.value }
  const decoded =
    call.target === known.dao
      ? attempt('Dao', daoAbi, call.data)
      : call.target === known.factory
        ? attempt('DaoFactory', daoFactoryAbi, call.data)
        : call.target === known.inbox
          ? attempt('IncomeInbox', incomeInboxAbi, call.data)
          : fixedOrToken(call)
  return decoded ?? { kind: 'raw', selector: size(call.data) < 4 ? '0x' : slice(call.data, 0, 4), bytes: size(call.data) }
}
