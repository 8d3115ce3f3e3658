import { toRecord } from '@daomesh/protocol'
import { implement } from '@orpc/server'
import type { NodeContext } from '../context.ts'
import { contract } from '../contract/index.ts'
import { toWire } from '../serve/toWire.ts'
import type { Keep } from '../requests/createRequests.ts'

/** The contract, with every error told in its code. */
export const createImplementer = (node: NodeContext) =>
  implement(contract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw toWire(node, error)
    }
  })

export type Implementer = ReturnType<typeof createImplementer>

/** Commands act once per requestId. What is kept to recognise a request has no bigint in it. */
export const createOnce =
  (node: NodeContext) =>
  <I extends { readonly requestId: string }, T>(name: string, input: I, act: (keep: Keep<T>) => T | Promise<T>): Promise<T> =>
    node.requests.once<T>({ id: input.requestId, name, input: toRecord(input) }, async (keep) => act(keep))

export type Once = ReturnType<typeof createOnce>
