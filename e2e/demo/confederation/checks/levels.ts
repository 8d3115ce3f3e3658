import { address } from '@daomesh/protocol'
import { createPublicClient, http } from 'viem'
import { eth } from '../../props/say.ts'
import { lock } from '../cast.ts'
import type { Check, Scene } from './scene.ts'

/** Bytes of one signature of a key. */
const signatureBytes = 65

/** Everybody's ballot on three levels in one transaction, and none beside it; each level ends before the one above. */
export const checkLevels = async ({ stage, story, ledger }: Scene): Promise<readonly Check[]> => {
  const { enacted, before, closings, voters } = story.lock
  const chain = createPublicClient({ transport: http(stage.devnet.rpcUrl) })
  const { input, to, blockNumber } = await chain.getTransaction({ hash: enacted.hash as `0x${string}` })
  const sent = ledger.transactions.filter(({ block }) => block > before && block <= blockNumber)
  const bytes = (input.length - 2) / 2
  const paid = await ledger.balanceAt(address.parse(lock.payee))
  return [
    {
      name: 'oneTransactionForThreeLevels',
      holds:
        sent.length === 1 &&
        sent[0]?.hash === enacted.hash &&
        to?.toLowerCase() === story.river.dao &&
        bytes > voters * signatureBytes &&
        paid === lock.amount,
      detail: `${voters} people of three levels, ${sent.length} transaction of ${bytes} bytes, ${enacted.gas} gas, ${eth(paid)} paid`,
    },
    {
      name: 'innerEndsBeforeOuter',
      holds: closings.length === 3 && closings.every((one, level) => level === 0 || one < (closings[level - 1] ?? 0)),
      detail: `the votes end ${closings.map((one) => one - (closings.at(-1) ?? 0)).join(', ')} s after the innermost`,
    },
  ]
}
