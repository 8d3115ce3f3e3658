import { type Address, type Call, type Decision, type Hex, type PowerPromise, readPowerPromise } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { powerRewardsAbi } from '../abis.ts'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { escrowAddress, powerRewardsAddress } from '../calls/factoryAddress.ts'
import { zeroHash } from '../constants.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

/**
 * The calls by which a DAO gives promised power (R24), in a decision that anybody may enact: the check that all of the bounty was paid, that nothing was given
 * for it yet, and that its hunter has just `held` power here; then the hunter's power. `codeHash` is that of the rewards' code on this chain.
 */
export const promiseCalls = (codeHash: Hex, { agreement, terms, kind, held }: PowerPromise): readonly Call[] => [
  {
    target: powerRewardsAddress(),
    value: 0n,
    data: encodeFunctionData({ abi: powerRewardsAbi, functionName: 'redeem', args: [agreement, held] }),
    codeHash,
  },
  changeRosterCall(agreement.issuer, [{ account: agreement.hunter, kind, power: held + BigInt(terms.power), mint: 0n }]),
]

/** The power from which a decision that gives a promised one was worked out; null for a decision whose first call is none of these. */
export const redeemedHeld = ({ calls }: Pick<Decision, 'calls'>): bigint | null => {
  const [first] = calls
  if (first?.target !== powerRewardsAddress()) return null
  try {
    const { functionName, args } = decodeFunction(powerRewardsAbi, first.data)
    return functionName === 'redeem' ? args[1] : null
  } catch {
    // Bytes that are no call of it.
    return null
  }
}

const isSame = (a: Call, b: Call): boolean =>
  a.target === b.target && a.value === b.value && a.data.toLowerCase() === b.data.toLowerCase() && a.codeHash === b.codeHash

/** Whether a decision gives just this power and does nothing else: reserved to nobody, after nothing, with just these calls (A62). */
export const isPromiseOf = ({ executor, afterDecision, calls }: Decision, promise: PowerPromise): boolean => {
  const [first] = calls
  if (first === undefined || BigInt(executor) !== 0n || BigInt(afterDecision) !== 0n) return false
  // A pin of another code makes a decision that nobody can enact; it cannot make one that does something else. None at all is no pin.
  const made = promiseCalls(first.codeHash, promise)
  return first.codeHash !== zeroHash && calls.length === made.length && made.every((call, i) => isSame(call, calls[i] as Call))
}

/**
 * The promise of power that a decision of `dao` is: its text names a bounty that this DAO issues in the escrow of this version, with the terms that the
 * agreement commits to, and it makes just the calls that follow from them, so that what is shown is what is signed (A62). null for every other decision.
 */
export const provenPromise = (dao: Address, decision: Decision, content: string): PowerPromise | null => {
  const promise = readPowerPromise(content)
  if (promise === null || promise.agreement.issuer !== dao || promise.escrow !== escrowAddress()) return null
  return isPromiseOf(decision, promise) ? promise : null
}
