import {
  type Address,
  type Call,
  type Decision,
  decisionIdOf,
  type Genesis,
  type Hex,
  leaversOf,
  type Leaver,
  type Member,
  packSheets,
  readSpinOffQuestion,
  type SignedSheet,
  type SpinOffQuestion,
} from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoSignaturesAbi } from '../abis.ts'
import { factoryAddress, signaturesAddress } from '../calls/factoryAddress.ts'
import { predictDaoAddress } from '../calls/predictDaoAddress.ts'
import type { ChainCall } from '../client/ports.ts'

/** What a decision to spin off binds (R25). `newDao`: where the parts are paid. */
export type SpinOffTerms = {
  readonly newDao: Address
  readonly totalShares: bigint
  readonly tokens: readonly Address[]
  readonly leavers: readonly Leaver[]
}

/** The only call of such a decision, whose executor is its target. `codeHash` is that of the target's code on this chain. */
export const departCall = (codeHash: Hex, { newDao, totalShares, tokens, leavers }: SpinOffTerms): Call => ({
  target: signaturesAddress(),
  value: 0n,
  data: encodeFunctionData({ abi: daoSignaturesAbi, functionName: 'depart', args: [{ newDao, totalShares, tokens, leavers }] }),
  codeHash,
})

/** What the text of a proposal comes to: the address commits to the whole founding, so who says another founding says another place. */
export const spinOffTerms = (question: Omit<SpinOffQuestion, 'note'>, factory: Address = factoryAddress()): SpinOffTerms => ({
  newDao: predictDaoAddress(factory, question.genesis),
  totalShares: question.totalShares,
  tokens: question.tokens,
  leavers: leaversOf(question),
})

/**
 * The spin-off that a decision makes, where its text says founding, tokens and shares, and it makes just the call that follows from them (A65). null for every
 * other decision.
 */
export const provenSpinOff = (chainId: bigint, decision: Decision, content: string): SpinOffQuestion | null => {
  const question = readSpinOffQuestion(content)
  const [call, ...more] = decision.calls
  if (question === null || call === undefined || more.length > 0 || question.genesis.chainId !== chainId) return null
  if (decision.executor !== signaturesAddress() || BigInt(decision.afterDecision) !== 0n) return null
  const made = departCall(call.codeHash, spinOffTerms(question))
  const isSame = call.target === made.target && call.value === made.value && call.data.toLowerCase() === made.data.toLowerCase()
  return isSame ? question : null
}

export type EncodeSpinOffParameters = {
  readonly chainId: bigint
  readonly dao: Address
  readonly decision: Decision
  /** The roster as last written on the chain: sheets name their signer by seat. */
  readonly roster: readonly Member[]
  /** A Yes of every leaver among them. Unless it was recorded, they decide it too. */
  readonly sheets: readonly SignedSheet[]
  readonly recorded: boolean
  readonly genesis: Genesis
}

/**
 * The call by which the leavers go, all or none, and the new DAO is founded where it is not there yet. Anyone may send it.
 * @throws DaomeshError `INPUT_INVALID` when a signer has no seat, signed twice, or something does not fit the format.
 */
export const encodeSpinOff = ({ chainId, dao, decision, roster, sheets, recorded, genesis }: EncodeSpinOffParameters): ChainCall => {
  const packed = packSheets({ seats: roster, decisions: [decisionIdOf(chainId, dao, decision)], sheets, witnesses: [] })
  return {
    to: signaturesAddress(),
    value: 0n,
    data: encodeFunctionData({
      abi: daoSignaturesAbi,
      functionName: 'spinOff',
      args: [{ dao, decision, others: packed.others, sheets: packed.sheets, recorded, witness: '0x', factory: factoryAddress(), genesis }],
    }),
  }
}
