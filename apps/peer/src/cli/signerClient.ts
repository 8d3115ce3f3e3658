import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import type { z } from 'zod'
import type { ServiceNote } from '../compose/serviceNotes.ts'
import { type ProcedureName, signerProcedures, type SignerProcedures } from '../signer/service/procedures.ts'

type Input<N extends ProcedureName> = z.output<SignerProcedures[N]['input']>
type Output<N extends ProcedureName> = z.output<SignerProcedures[N]['output']>

/**
 * Asks the signer process of a home directly, past the node: passwords and phrases never travel through the node.
 * @throws DaomeshError what the signer refused, or `API_UNAVAILABLE`.
 */
export const askSigner = async <N extends ProcedureName>({ port, token }: ServiceNote, name: N, input: Input<N>): Promise<Output<N>> => {
  const response = await fetch(`http://127.0.0.1:${port}/api/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  }).catch((cause: unknown) => {
    throw new DaomeshError('API_UNAVAILABLE', { cause, meta: { reason: 'the signer does not answer' } })
  })
  const body: unknown = await response.json()
  if (!response.ok) throw toDaomeshError(body)
  return signerProcedures[name].output.parse(body) as Output<N>
}
