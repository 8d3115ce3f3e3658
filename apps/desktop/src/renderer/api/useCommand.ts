import { useRef } from 'react'
import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { DaomeshError } from '@daomesh/protocol'

type Named = { readonly requestId: string }
type Kept = { readonly input: string; readonly requestId: string }

export type Command<Input, Output> = UseMutationResult<Output, Error, Omit<Input, 'requestId'>>

/**
 * Runs a command of the node under a request id. When the connection broke before an answer came, the same input keeps its id, so that
 * trying again can never act twice.
 */
export const useCommand = <Input extends Named, Output>(
  call: (input: Input) => Promise<Output>,
  after?: (output: Output) => void,
): Command<Input, Output> => {
  const kept = useRef<Kept | null>(null)
  return useMutation<Output, Error, Omit<Input, 'requestId'>>({
    mutationFn: async (fields) => {
      const input = JSON.stringify(fields)
      const { requestId } = kept.current?.input === input ? kept.current : { requestId: crypto.randomUUID() }
      kept.current = { input, requestId }
      return call({ ...fields, requestId } as unknown as Input)
    },
    onSuccess: (output) => {
      kept.current = null
      after?.(output)
    },
    onError: (error) => {
      if (!(error instanceof DaomeshError) || error.code !== 'API_UNAVAILABLE') kept.current = null
    },
  })
}
