import { DaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'

/** Ether on a sandbox chain. @throws DaomeshError `INPUT_INVALID` on any other chain. */
export const askFaucet = async (node: NodeContext): Promise<{ wei: string }> => {
  const { faucet, client } = node.adapters.chain
  if (faucet === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'only a sandbox chain has a faucet' } })
  const account = node.account.required()
  await faucet(account)
  node.changes.mark('chain', 'spaces')
  return { wei: (await client.balance(account)).toString() }
}
