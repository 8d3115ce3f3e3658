import { DaomeshError } from '@daomesh/protocol'
import type { SyncFrame } from './syncFrames.ts'

export type Ask = Extract<SyncFrame, { type: 'askRoots' | 'askHeads' | 'askIds' | 'askRanges' | 'askLogs' | 'askBranches' | 'askEntries' }>
type Reply = Extract<SyncFrame, { type: 'roots' | 'heads' | 'ids' | 'batch' | 'logHeads' | 'branches' }>
type ReplyOf<A extends Ask['type']> = Extract<Reply, { type: (typeof replyTypes)[A] }>

const replyTypes = {
  askRoots: 'roots',
  askHeads: 'heads',
  askIds: 'ids',
  askRanges: 'batch',
  askLogs: 'logHeads',
  askBranches: 'branches',
  askEntries: 'batch',
} as const

export const isReply = (frame: SyncFrame): frame is Reply =>
  frame.type === 'roots' ||
  frame.type === 'heads' ||
  frame.type === 'ids' ||
  frame.type === 'batch' ||
  frame.type === 'logHeads' ||
  frame.type === 'branches'

/** One question at a time; the answer may come in several frames. */
export type Asker = {
  /** `take` runs in the receive loop, so that a slow store slows the peer down; it returns true on the last frame. */
  readonly ask: <A extends Ask>(ask: A, take: (reply: ReplyOf<A['type']>) => Promise<boolean> | boolean) => Promise<void>
  /** Hands a reply to whoever asked. @throws DaomeshError `SYNC_FRAME` when nobody asked for it. */
  readonly onReply: (reply: Reply) => Promise<void>
  readonly fail: (error: Error) => void
}

export const createAsker = (send: (frame: SyncFrame) => Promise<void>): Asker => {
  type Waiting = {
    readonly reply: Reply['type']
    readonly channel: number
    readonly take: (reply: Reply) => Promise<boolean> | boolean
    readonly resolve: () => void
    readonly reject: (error: Error) => void
  }
  let waiting: Waiting | null = null
  let broken: Error | null = null
  return {
    async ask(ask, take) {
      if (broken !== null) throw broken
      const answered = new Promise<void>((resolve, reject) => {
        waiting = {
          reply: replyTypes[ask.type],
          channel: ask.channel,
          take: take as unknown as Waiting['take'],
          resolve,
          reject,
        }
      })
      // Sending may fail first; the wait then ends by `fail`, and must not be reported as unhandled.
      answered.catch(() => undefined)
      await send(ask)
      await answered
    },
    async onReply(reply) {
      const asked = waiting
      if (asked === null || asked.reply !== reply.type || asked.channel !== reply.channel)
        throw new DaomeshError('SYNC_FRAME', { meta: { reason: 'answer to nothing asked', type: reply.type } })
      if (await asked.take(reply)) {
        waiting = null
        asked.resolve()
      }
    },
    fail(error) {
      broken = error
      waiting?.reject(error)
      waiting = null
    },
  }
}
