import type { Address } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import {
  bondsAddress,
  deployer,
  escrowAddress,
  pairAddress,
  powerRewardsAddress,
  recordsAddress,
  roundsAddress,
  signaturesAddress,
  tillAddress,
} from '../calls/factoryAddress.ts'
import { connect } from './connect.ts'

export type FindFirstBlockParameters = { readonly rpcUrl: string; readonly factory: Address }

/** Whether any contract of this version was there at the end of a block, by its nonce, which is 1 from its creation on (EIP-161). */
const looksFor = (rpc: PublicClient, factory: Address): ((blockNumber: bigint) => Promise<boolean>) => {
  const others = [
    recordsAddress,
    escrowAddress,
    signaturesAddress,
    roundsAddress,
    pairAddress,
    powerRewardsAddress,
    bondsAddress,
    tillAddress,
  ]
  const accounts = [factory, ...others.map((at) => at())]
  const isThere = async (address: Address, blockNumber: bigint): Promise<boolean> =>
    (await rpc.getTransactionCount({ address, blockNumber })) > 0
  return async (blockNumber) => (await Promise.all(accounts.map((account) => isThere(account, blockNumber)))).includes(true)
}

/**
 * Whether this endpoint denies that facts begin with a block, as another one said: something was there before it. One that does not say what was there in the
 * past denies nothing (SPEC A95).
 */
export const deniesFirstBlock = async ({
  rpcUrl,
  factory,
  block,
}: FindFirstBlockParameters & { readonly block: bigint }): Promise<boolean> => {
  if (block === 0n) return false
  try {
    return await looksFor(connect(rpcUrl), factory)(block - 1n)
  } catch {
    return false
  }
}

/**
 * The block in which the first of this version's contracts came to a chain: no fact is older, so nothing older need be read. Looked for by halves. 0 where the
 * endpoint does not say what was there in the past, as many that keep no archive: then everything is read, which is slow and misses nothing.
 */
export const findFirstBlock = async ({ rpcUrl, factory }: FindFirstBlockParameters): Promise<bigint> => {
  const rpc = connect(rpcUrl)
  const isAnyThere = looksFor(rpc, factory)
  try {
    let without = 0n
    let within = await rpc.getBlockNumber()
    if (!(await isAnyThere(within)) || (await isAnyThere(without))) return 0n
    while (within - without > 1n) {
      const middle = (without + within) / 2n
      if (await isAnyThere(middle)) within = middle
      else without = middle
    }
    // What made them was there before them: an endpoint that says otherwise has forgotten that block, and does not say so. Behind one address may be many,
    // and one of them have said so for once: they are asked again what came to nothing.
    const [maker, isThereAfterAll] = await Promise.all([rpc.getCode({ address: deployer, blockNumber: without }), isAnyThere(without)])
    return maker === undefined || maker === '0x' || isThereAfterAll ? 0n : within
  } catch {
    // It does not say, or is away.
    return 0n
  }
}
