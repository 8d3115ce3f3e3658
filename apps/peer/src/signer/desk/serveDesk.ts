import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import type { SignerCore } from '../core/createSignerCore.ts'
import type { Channel } from './channel.ts'
import { type ToSigner, toSigner } from './messages.ts'

export type ServeDeskParameters = {
  readonly core: SignerCore
  readonly channel: Channel
  /** Brings the window up; answers the page's address where there is one. */
  readonly open: () => Promise<string | null>
  readonly page: string | null
}

/** The signer's end of the channel: parses every message, tells the node states and signatures and nothing else. */
export const serveDesk = ({ core, channel, open, page }: ServeDeskParameters): void => {
  const tell = (): void => {
    const { state, accounts, pending } = core.view()
    channel.send({ type: 'state', state: { state, accounts, page, pending: pending.length } })
  }
  const fail = (id: number, error: unknown): void => channel.send({ type: 'failed', id, error: toDaomeshError(error).toJSON() })

  const asked = new Map<number, AbortController>()
  const sign = ({ id, account, request }: Extract<ToSigner, { type: 'sign' }>): void => {
    const question = new AbortController()
    asked.set(id, question)
    core
      .sign(account, request, question.signal)
      .finally(() => asked.delete(id))
      .then(
        (signature) => channel.send({ type: 'signed', id, signature }),
        (error: unknown) => fail(id, error),
      )
  }

  const stop = core.onChange(tell)
  channel.onClose(stop)
  channel.onMessage((raw) => {
    const parsed = toSigner.safeParse(raw)
    if (!parsed.success) {
      const id = typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'number' ? raw.id : null
      if (id !== null)
        fail(id, new DaomeshError('INPUT_INVALID', { cause: parsed.error, meta: { reason: 'not a request that can be signed' } }))
      return
    }
    const message = parsed.data
    if (message.type === 'open')
      open().then(
        (address) => channel.send({ type: 'opened', id: message.id, page: address }),
        (error: unknown) => fail(message.id, error),
      )
    else if (message.type === 'takeBack') asked.get(message.id)?.abort()
    else sign(message)
  })
  tell()
}
