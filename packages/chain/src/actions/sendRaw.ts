import type { Hex } from '@daomesh/protocol'
import { fromHex, keccak256, to0x } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import type { SendOutcome } from '../client/ports.ts'
import { endpointAnswer } from '../errors/endpointAnswer.ts'

export type SendRawParameters = { readonly raw: Hex }
export type SendRawReturnType = SendOutcome

/** Endpoints agree on no codes here, only roughly on words. */
const words: readonly (readonly [RegExp, SendOutcome['outcome']])[] = [
  [/already known|already imported|known transaction/i, 'known'],
  [/nonce (is )?too low|nonce too low|invalid nonce/i, 'nonceUsed'],
  [/underpriced|max fee per gas less than|fee too low|replacement/i, 'underpriced'],
]

/** Hands signed bytes to the endpoint. Its answer is an outcome, not an error: whoever sends again must tell them apart. */
export const sendRaw = async (client: PublicClient, { raw }: SendRawParameters): Promise<SendRawReturnType> => {
  const hash = to0x(keccak256(fromHex(raw)))
  try {
    await client.sendRawTransaction({ serializedTransaction: raw })
    return { hash, outcome: 'accepted', detail: '' }
  } catch (error) {
    const answer = endpointAnswer(error)
    if (answer === null) throw error
    const outcome = words.find(([pattern]) => pattern.test(answer.words))?.[1] ?? 'refused'
    return { hash, outcome, detail: answer.words.slice(0, 200) }
  }
}
