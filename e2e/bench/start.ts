import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openStage } from '../demo/stage.ts'
import { createIdentity } from '../scene/createIdentity.ts'
import { startMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { atMost, type BenchRow, median } from './row.ts'

const count = 10_000
const rounds = 5
const atOnce = 64
const bare = fileURLToPath(new URL('./bareStart.ts', import.meta.url))

/** The runtime with the same imports and nothing else, until it says so. */
const timeBare = async (): Promise<number> => {
  const began = performance.now()
  const child = spawn(execPath, [bare], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface({ input: child.stdout }), 'line')
  const milliseconds = performance.now() - began
  if (child.exitCode === null) await once(child, 'exit')
  return milliseconds
}

/** A headless node whose home holds a DAO with 10 000 entries: from process start to the first answer about it. */
export const benchStart = async (): Promise<readonly BenchRow[]> => {
  const stage = await openStage()
  try {
    const endpoint = { rpcUrl: stage.devnet.rpcUrl, factory: stage.factory }
    const identity = await createIdentity(stage.root, 'solo')
    const first = await startMember(identity, endpoint)
    const { api } = first
    const lobby = await api.lobbies.create({ requestId: requestId(), name: 'Solo', displayName: 'Solo', expiresInHours: 1 })
    const rules = {
      mode: 1,
      quorumBps: 5_000,
      thresholdBps: 5_000,
      votingPeriod: 86_400,
      gracePeriod: 0,
      challengeWindow: 86_400,
      credits: 0,
      incomeBps: 0,
      refundCap: 0,
    }
    await api.lobbies.propose({
      requestId: requestId(),
      space: lobby.space,
      members: [{ account: identity.account, power: '1', shares: '1' }],
      rules,
    })
    const space = await until('the DAO', async () => (await api.lobbies.get({ space: lobby.space })).dao)
    const { draft } = await api.drafts.open({ requestId: requestId(), space, title: 'A long discussion' })
    for (let done = 0; done < count; done += atOnce)
      await Promise.all(
        Array.from({ length: Math.min(atOnce, count - done) }, (_, i) =>
          api.comments.post({ requestId: requestId(), space, about: draft, replyTo: null, text: `comment ${done + i}` }),
        ),
      )
    await first.stop()
    const ours: number[] = []
    const peer: number[] = []
    for (let round = 0; round < rounds; round++) {
      peer.push(await timeBare())
      const began = performance.now()
      const node = await startMember(identity, endpoint)
      const { entries } = await node.api.daos.hash({ space })
      ours.push(performance.now() - began)
      if (entries < count) throw new Error(`only ${entries} entries after the restart`)
      await node.stop()
    }
    return [atMost('headless node with 10 000 entries, process start to first answer', 'ms', median(ours), median(peer), 2)]
  } finally {
    await stage.close()
  }
}
