import type { Hex } from '@daomesh/protocol'
import { revertOf, type RevertReason } from '../errors/decodeRevert.ts'

/** What a DAO reported about a decision it could not enact. `call` is meaningful for the reasons that concern one call. */
export type Failure = { readonly selector: Hex; readonly call: bigint; readonly returned: Hex }

/**
 * The reason in a `failed` fact. Facts are hashed, so it holds only what the chain says and never a name from a table, which another version of the
 * app may not have (SPEC A5).
 */
export const encodeFailure = ({ selector, call, returned }: Failure): string =>
  `${selector.toLowerCase()}:${call}:${returned.toLowerCase()}`

/** The same for people: the named error, the call (null where none is meant) and what the target said. */
export const describeFailure = (
  reason: string,
): { readonly error: string; readonly call: number | null; readonly returned: RevertReason | null } => {
  const [selector = '', call = '', returned = ''] = reason.split(':')
  const { error } = revertOf(selector as Hex)
  const ofCall = ['Dao_CodeChanged', 'Dao_Underfunded', 'Dao_CallFailed'].includes(error)
  // 2^256−1 stands for "the frame ran out of gas before any call could be blamed".
  const index = ofCall && call.length < 16 ? Number(call) : null
  return { error, call: index, returned: ofCall && returned.length > 2 ? revertOf(returned as Hex) : null }
}
