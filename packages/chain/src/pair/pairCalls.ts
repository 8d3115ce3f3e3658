import {
  type Address,
  type Call,
  type Decision,
  decisionIdOf,
  type Hex,
  type Member,
  packSheets,
  type SignedSheet,
} from '@daomesh/protocol'
import { encodeAbiParameters, encodeFunctionData, getAbiItem, keccak256 } from 'viem'
import { pairAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'

/** What a DAO does in a pair: its calls behind `meet`. */
export type PairEffects = { readonly dao: Address; readonly calls: readonly Call[] }

const termsParameters = getAbiItem({ abi: pairAbi, name: 'termsOf' }).inputs

const inOrder = <T extends { readonly dao: Address }>(one: T, other: T): readonly [T, T] =>
  one.dao < other.dao ? [one, other] : [other, one]

/** What two decisions bind each other to: both DAOs, and all that each calls behind `meet` (R19). In either order. */
export const pairTermsOf = (one: PairEffects, other: PairEffects): Hex => {
  const [first, second] = inOrder(one, other)
  return keccak256(encodeAbiParameters(termsParameters, [first.dao, first.calls, second.dao, second.calls]))
}

/**
 * The first call of each of the two decisions, whose executor is the pair. `codeHash` is that of the pair's code on this chain.
 */
export const meetCall = (pair: Address, terms: Hex, codeHash: Hex): Call => ({
  target: pair,
  value: 0n,
  data: encodeFunctionData({ abi: pairAbi, functionName: 'meet', args: [terms] }),
  codeHash,
})

/** A decision of one DAO and what enacts it: its members' sheets, or the record that was made of it with the witness of what it comes after. */
export type PairSide = { readonly dao: Address; readonly decision: Decision } & (
  | { readonly roster: readonly Member[]; readonly sheets: readonly SignedSheet[] }
  | { readonly recorded: true; readonly witness?: Hex }
)

const sideArgument = (chainId: bigint, side: PairSide) => {
  const { dao, decision } = side
  if ('recorded' in side) return { dao, decision, others: [], sheets: side.witness ?? '0x', recorded: true } as const
  const packed = packSheets({ seats: side.roster, decisions: [decisionIdOf(chainId, dao, decision)], sheets: side.sheets, witnesses: [] })
  return { dao, decision, others: packed.others, sheets: packed.sheets, recorded: false }
}

/**
 * The call that enacts two decisions, both or neither. Anyone may send it; the sides may come in either order.
 * @throws DaomeshError `INPUT_INVALID` when a signer has no seat, signed twice, or something does not fit the format.
 */
export const encodeEnactBoth = (chainId: bigint, pair: Address, one: PairSide, other: PairSide): ChainCall => {
  const [first, second] = inOrder(one, other)
  const args = [sideArgument(chainId, first), sideArgument(chainId, second)] as const
  return { to: pair, value: 0n, data: encodeFunctionData({ abi: pairAbi, functionName: 'enactBoth', args }) }
}
