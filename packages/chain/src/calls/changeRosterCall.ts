import type { Address, Call } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { daoAbi } from '../abis.ts'
import { zeroHash } from '../constants.ts'

/** One line of a roster change (R7). `power` undefined leaves it as it is, 0 removes the vote and leaves the shares. `mint` in whole shares. */
export type RosterDelta = { readonly account: Address; readonly kind: number; readonly power?: bigint; readonly mint: bigint }

/** A call of a decision by which a DAO changes its own roster. Lines are sorted as the contract wants them. */
export const changeRosterCall = (dao: Address, deltas: readonly RosterDelta[]): Call => ({
  target: dao,
  value: 0n,
  data: encodeFunctionData({
    abi: daoAbi,
    functionName: 'changeRoster',
    args: [
      deltas
        .toSorted((a, b) => (a.account < b.account ? -1 : 1))
        .map(({ account, kind, power, mint }) => ({ account, kind, setPower: power !== undefined, power: power ?? 0n, mint })),
    ],
  }),
  // The DAO's own code cannot change, so it needs no pin.
  codeHash: zeroHash,
})
