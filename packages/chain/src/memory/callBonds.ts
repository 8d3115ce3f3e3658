import { type Address, zeroAddress } from '@daomesh/protocol'
import { decodeBond } from '../bonds/decodeBond.ts'
import type { ChainCall } from '../client/ports.ts'
import { Revert } from '../errors/revert.ts'
import { move } from './money.ts'
import type { World } from './world.ts'

/** Seconds between a notice and the withdrawal (contracts R22). */
const notice = 7 * 86_400

export type BondEnvironment = { readonly from: Address; readonly timestamp: number; readonly bonds: Address }

/** A call of the contract of market bonds (contracts R21 to R23). Its ETH is there already. */
export const callBonds = (world: World, call: ChainCall, { from, timestamp, bonds }: BondEnvironment): void => {
  const action = decodeBond(call)
  // A plain payment is nobody's bond.
  if (action === null || (action.kind !== 'bond' && call.value > 0n)) throw new Revert('silent')
  const { kept, told } = world.bonds
  const { amount, leavesAt } = kept.get(from) ?? { amount: 0n, leavesAt: 0 }
  switch (action.kind) {
    case 'bond': {
      if (action.amount === 0n && leavesAt === 0) throw new Revert('Bonds_Nothing')
      kept.set(from, { amount: amount + action.amount, leavesAt: 0 })
      told.push({ kind: 'bonded', account: from, added: action.amount, amount: amount + action.amount })
      return
    }
    case 'unbond': {
      if (amount === 0n) throw new Revert('Bonds_NotBonded', [from])
      if (leavesAt !== 0) throw new Revert('Bonds_Leaving', [leavesAt.toString()])
      kept.set(from, { amount, leavesAt: timestamp + notice })
      told.push({ kind: 'unbonded', account: from, amount, leavesAt: timestamp + notice })
      return
    }
    case 'withdraw': {
      if (leavesAt === 0) throw new Revert('Bonds_NotLeaving', [from])
      if (timestamp < leavesAt) throw new Revert('Bonds_TooEarly', [leavesAt.toString()])
      const recipient = action.recipient === zeroAddress ? from : action.recipient
      if (recipient === bonds || world.refusing.has(recipient)) throw new Revert('Bonds_TransferFailed', [recipient])
      kept.delete(from)
      told.push({ kind: 'withdrawn', account: from, recipient, amount })
      move(world, zeroAddress, bonds, recipient, amount)
    }
  }
}
