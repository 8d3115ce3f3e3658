import { encodeFunctionData, type PublicClient } from 'viem'
import { daoAbi } from '../abis.ts'
import type { SignsRequest } from '../client/ports.ts'
import { toChainError } from '../errors/toChainError.ts'

/** What ERC-1271 answers for a yes, in a word. */
const magic = `0x1626ba7e${'0'.repeat(56)}`

/** Whether a contract signs a hash, asked as `verifier`. Who reverts says no; an endpoint that does not answer is an error. */
export const signs = async (client: PublicClient, { signer, verifier, hash, signature }: SignsRequest): Promise<boolean> => {
  const data = encodeFunctionData({ abi: daoAbi, functionName: 'isValidSignature', args: [hash, signature] })
  try {
    return (await client.call({ account: verifier, to: signer, data })).data === magic
  } catch (error) {
    const known = toChainError(error)
    if (known.code === 'TRANSACTION_REVERTED') return false
    throw known
  }
}
