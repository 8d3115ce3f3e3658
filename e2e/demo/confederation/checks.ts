import { address, type Address } from '@daomesh/protocol'
import { createPublicClient, erc20Abi, http } from 'viem'
import { readLedger } from '../props/ledger.ts'
import type { Stage } from '../stage.ts'
import { checkLevels } from './checks/levels.ts'
import { checkMatching } from './checks/matching.ts'
import { checkMoney } from './checks/money.ts'
import { checkPower } from './checks/power.ts'
import type { Check, Scene, Story } from './checks/scene.ts'
import { checkPartnership, checkStates, readStates, type StateRow } from './checks/story.ts'

export type Checked = { readonly checks: readonly Check[]; readonly states: readonly StateRow[]; readonly transactions: number }

/** Everything the scene promises, from the chain, past all of our own code where it can be. */
export const checkAll = async (stage: Stage, story: Story, token: Address): Promise<Checked> => {
  const chain = createPublicClient({ transport: http(stage.devnet.rpcUrl) })
  const unitsOf = (account: Address): Promise<bigint> =>
    chain.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
  const ledger = await readLedger(stage)
  const scene: Scene = { stage, story, ledger, token: address.parse(token), unitsOf }
  const states = await readStates(scene)
  const checks = [
    ...(await checkLevels(scene)),
    ...(await checkMatching(scene)),
    ...(await checkMoney(scene)),
    ...(await checkPower(scene)),
    ...checkPartnership(scene),
    checkStates(states),
  ]
  const people = new Set(stage.members.map(({ account }) => account))
  return { checks, states, transactions: ledger.transactions.filter(({ from }) => people.has(from)).length }
}
