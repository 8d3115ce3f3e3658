import type { Hex } from '@daomesh/protocol'
import { type Abi, decodeErrorResult, erc20Abi, toFunctionSelector } from 'viem'
import {
  bountyEscrowAbi,
  daoAbi,
  daoFactoryAbi,
  daoRecordsAbi,
  daoSignaturesAbi,
  incomeInboxAbi,
  marketBondsAbi,
  tillAbi,
  matchingRoundAbi,
  pairAbi,
  powerRewardsAbi,
} from '../abis.ts'

type AbiError = Extract<Abi[number], { readonly type: 'error' }>

/** `error` is the named error, `Error` or `Panic` with its text, the bare selector where nobody knows its name, or `silent`. */
export type RevertReason = { readonly error: string; readonly args: readonly string[]; readonly raw: Hex }

/** ERC-6093: the names that common tokens revert with. */
const tokenErrors = [
  {
    type: 'error',
    name: 'ERC20InsufficientBalance',
    inputs: [
      { name: 'sender', type: 'address' },
      { name: 'balance', type: 'uint256' },
      { name: 'needed', type: 'uint256' },
    ],
  },
  { type: 'error', name: 'ERC20InvalidReceiver', inputs: [{ name: 'receiver', type: 'address' }] },
  { type: 'error', name: 'InsufficientBalance', inputs: [] },
] as const satisfies Abi

const errors: readonly AbiError[] = [
  ...daoAbi,
  ...daoRecordsAbi,
  ...daoSignaturesAbi,
  ...daoFactoryAbi,
  ...incomeInboxAbi,
  ...bountyEscrowAbi,
  ...matchingRoundAbi,
  ...pairAbi,
  ...powerRewardsAbi,
  ...marketBondsAbi,
  ...tillAbi,
  ...tokenErrors,
  ...erc20Abi,
].filter((item): item is Extract<typeof item, AbiError> => item.type === 'error')
const bySelector = new Map(
  errors.map((error) => [toFunctionSelector(`function ${error.name}(${error.inputs.map((input) => input.type).join(',')})`), error]),
)

/**
 * The selector of one of our named errors, as `DecisionFailed` reports it.
 * @throws RangeError when there is none of that name.
 * @example
 * errorSelector('Dao_AlreadySpent').length // => 10
 */
export const errorSelector = (name: string): Hex => {
  for (const [selector, error] of bySelector) if (error.name === name) return selector
  throw new RangeError(`no error is named ${name}`)
}

/**
 * Reads what a call reverted with. Never throws: hostile targets return what they like.
 * @example
 * revertOf(errorSelector('Dao_AlreadySpent')).error // => 'Dao_AlreadySpent'
 */
export const revertOf = (raw: Hex): RevertReason => {
  if (raw.length < 10) return { error: 'silent', args: [], raw }
  try {
    const { errorName, args } = decodeErrorResult({ abi: errors, data: raw })
    return { error: errorName, args: (args ?? []).map(String), raw }
  } catch {
    // Arguments cut short (DecisionFailed reports 256 bytes at most) or an unknown error: the selector may still have a name.
    const selector = raw.slice(0, 10).toLowerCase() as Hex
    return { error: bySelector.get(selector)?.name ?? selector, args: [], raw }
  }
}
