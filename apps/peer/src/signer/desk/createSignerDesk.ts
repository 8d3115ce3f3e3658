import { address, DaomeshError, type Hex, toDaomeshError, takenBackReason, toRecord, unansweredReasons } from '@daomesh/protocol'
import type { SignerDesk } from '@daomesh/node'
import type { Channel } from './channel.ts'
import { type DeskState, fromSigner, type FromSigner } from './messages.ts'

type Waiting = { readonly resolve: (answer: FromSigner) => void; readonly reject: (error: DaomeshError) => void }

/**
 * The node's end of the signer: asks, waits for a person, gets a signature or a refusal. Keys stay at the other end of the channel.
 * Every request under way fails with `SIGNING_REFUSED` when the signer goes away.
 */
export const createSignerDesk = (channel: Channel): SignerDesk => {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<() => void>()
  let state: DeskState = { state: 'locked', accounts: [], page: null, pending: 0 }
  let known: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    known = resolve
  })
  let gone = false
  let last = 0

  const tell = (): void => {
    for (const listener of listeners) listener()
  }

  const settle = (answer: Exclude<FromSigner, { type: 'state' }>): void => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.type === 'failed') asked?.reject(toDaomeshError(answer.error))
    else asked?.resolve(answer)
  }

  channel.onMessage((raw) => {
    const message = fromSigner.parse(raw)
    if (message.type !== 'state') return settle(message)
    state = message.state
    known()
    tell()
  })

  channel.onClose(() => {
    gone = true
    state = { ...state, state: 'locked', page: null, pending: 0 }
    for (const { reject } of waiting.values()) reject(new DaomeshError('SIGNING_REFUSED', { meta: { reason: unansweredReasons.gone } }))
    waiting.clear()
    known()
    tell()
  })

  const ask = (
    message: { readonly type: 'sign' | 'open'; readonly [key: string]: unknown },
    takenBack?: AbortSignal,
  ): Promise<FromSigner> => {
    if (takenBack?.aborted === true) return Promise.reject(new DaomeshError('SIGNING_REFUSED', { meta: { reason: takenBackReason } }))
    if (gone) return Promise.reject(new DaomeshError('SIGNING_REFUSED', { meta: { reason: unansweredReasons.gone } }))
    last += 1
    const id = last
    const answer = new Promise<FromSigner>((resolve, reject) => waiting.set(id, { resolve, reject }))
    channel.send({ ...message, id })
    // What is answered meanwhile is over there already.
    takenBack?.addEventListener('abort', () => waiting.has(id) && channel.send({ type: 'takeBack', id }), { once: true })
    return answer
  }

  return {
    accounts: async () => {
      await first
      return state.accounts
    },
    sign: async (account, request, takenBack): Promise<Hex> => {
      const answer = await ask({ type: 'sign', account: address.parse(account), request: toRecord(request) }, takenBack)
      if (answer.type !== 'signed') throw new DaomeshError('INTERNAL', { meta: { message: `the signer answered ${answer.type}` } })
      return answer.signature
    },
    state: () => (gone ? { ...state, gone } : state),
    open: async () => {
      const answer = await ask({ type: 'open' })
      return answer.type === 'opened' ? answer.page : null
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
