import type { ChainClient } from '@daomesh/chain'
import type { Address, Call, Hex } from '@daomesh/protocol'

type Client = Pick<ChainClient, 'codeHash'>

/** The contracts of this version lie at addresses that commit to their code, so what was read once stays. */
const known = new WeakMap<Client, Map<Address, Hex>>()

/** What code stands at a contract, asked of the chain once; null where none does. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const learnCode = async (client: Client, target: Address): Promise<Hex | null> => {
  const codes = known.get(client) ?? new Map<Address, Hex>()
  known.set(client, codes)
  const found = codes.get(target) ?? (await client.codeHash(target))
  if (found !== null) codes.set(target, found)
  return found
}

/**
 * Whether a call pins the code of its target as far as it was learnt. Any member may write one that pins other code: it looks the same and nobody can ever carry
 * it out (contracts R6).
 */
export const pinsKnown = (client: Client, call: Pick<Call, 'target' | 'codeHash'> | undefined): boolean => {
  const code = call === undefined ? undefined : known.get(client)?.get(call.target)
  return code === undefined || code === call?.codeHash
}
