import { type Address, type Call, type Hex, memberKinds, type Merger, type MergerMember } from '@daomesh/protocol'
import { encodeAbiParameters, encodeFunctionData, getAbiItem, keccak256 } from 'viem'
import { daoAbi, pairAbi } from '../abis.ts'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { pairAddress } from '../calls/factoryAddress.ts'
import { paymentCall } from '../calls/paymentCall.ts'

const [membersParameter] = getAbiItem({ abi: daoAbi, name: 'presentRoster' }).outputs

/** The hash of a roster as the contract gives it now: every seat in order, who left with nothing (R19.4). */
export const presentRosterHash = (roster: readonly MergerMember[]): Hex =>
  keccak256(
    encodeAbiParameters(
      [membersParameter],
      [roster.map(({ account, kind, power, shares }) => ({ account, kind, power: BigInt(power), shares: BigInt(shares) }))],
    ),
  )

/** A call that fails where the roster of a DAO is another one by then. `codeHash` is that of the pair's code on this chain. */
export const expectRosterCall = (codeHash: Hex, dao: Address, roster: readonly MergerMember[]): Call => ({
  target: pairAddress(),
  value: 0n,
  data: encodeFunctionData({ abi: pairAbi, functionName: 'expectRoster', args: [dao, presentRosterHash(roster)] }),
  codeHash,
})

/**
 * What each DAO does in a merger, behind the meeting (R20.1): the one that goes pays, the one that stays takes the members in, and both only while their rosters
 * are those that it was worked out from. Exact amounts: where less is left, nothing happens; what came later stays with who owned it.
 */
export const mergerEffects = (codeHash: Hex, merger: Merger): { readonly from: readonly Call[]; readonly into: readonly Call[] } => ({
  from: [
    expectRosterCall(codeHash, merger.from, merger.fromRoster),
    ...merger.pays.map(({ token, amount, codeHash: tokenCode }) =>
      paymentCall({ to: merger.into, amount: BigInt(amount), token: { address: token, codeHash: tokenCode } }),
    ),
  ],
  into: [
    expectRosterCall(codeHash, merger.into, merger.intoRoster),
    changeRosterCall(
      merger.into,
      merger.takes.map(({ account, kind, power, mint }) => ({
        account,
        kind: kind === 0 ? memberKinds.key : memberKinds.contract,
        power: BigInt(power),
        mint: BigInt(mint),
      })),
    ),
  ],
})
