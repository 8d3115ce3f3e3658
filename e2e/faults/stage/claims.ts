import { randomUUID } from 'node:crypto'
import { type NodeClient, readRecords } from '@daomesh/node/client'
import type { Address } from '@daomesh/protocol'
import type { Stage } from './openStage.ts'

/** What a device told others that it holds: it may never hold less afterwards. */
export type Claims = {
  /** The watcher writes something for the device to claim. */
  readonly write: () => Promise<void>
  /** Takes down what the watcher shows as seen by the device. */
  readonly note: () => Promise<void>
  readonly count: () => number
  /** @throws Error naming what the device claimed and does not hold. */
  readonly holdTo: (node: NodeClient) => Promise<void>
}

/** Follows at `watcher` what the devices of `account` claim to hold of the watcher's comments. */
export const followClaims = ({ space, decision }: Stage, watcher: NodeClient, account: Address): Claims => {
  const claimed = new Set<string>()
  return {
    write: async () =>
      void (await watcher.comments.post({
        requestId: randomUUID(),
        space,
        about: decision,
        replyTo: null,
        text: `for a claim ${randomUUID()}`,
      })),
    note: async () => {
      const { comments } = await watcher.proposals.get({ space, decision })
      for (const { entry, seenBy } of comments)
        if (seenBy.members.some((member) => member.account === account && member.seen)) claimed.add(entry)
    },
    count: () => claimed.size,
    holdTo: async (node) => {
      const held = new Map((await readRecords({ daos: node.daos, space })).map(({ entry, status }) => [entry as string, status]))
      const lost = [...claimed].find((entry) => held.get(entry) !== 'accepted')
      if (lost !== undefined) throw new Error(`it told others that it holds ${lost}, which is ${held.get(lost) ?? 'lost'}`)
    },
  }
}
