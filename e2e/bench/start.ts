import { readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { execPath } from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { DraftId, SpaceId } from '@daomesh/protocol'
import { openStage } from '../demo/stage.ts'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { type Endpoint, startMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { fillHome } from './fillHome.ts'
import { atMost, type BenchRow, median } from './row.ts'

const large = 100_000
const small = 10_000
/** Through the API of the node; the others are written into the home in its place. */
const posted = 128
const rounds = 5
const atOnce = 64
const bare = fileURLToPath(new URL('./bareStart.ts', import.meta.url))

/** The runtime with what the start imports, in the same way, and nothing else, until it says so. */
const timeBare = async (): Promise<number> => {
  const began = performance.now()
  const child = spawn(execPath, [bare], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface({ input: child.stdout }), 'line')
  const milliseconds = performance.now() - began
  if (child.exitCode === null) await once(child, 'exit')
  return milliseconds
}

/** Resident memory of a process in MB; where the system does not tell, none. */
const residentOf = (pid: number): number => {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return found === null ? Number.NaN : (Number(found[1]) * 1024) / 1e6
}

type Start = { readonly milliseconds: number; readonly megabytes: number }

/** From the start of the process to its first answer about the DAO, and its memory then. */
const timeStart = async (identity: Identity, endpoint: Endpoint, space: SpaceId, least: number): Promise<Start> => {
  const began = performance.now()
  const node = await startMember(identity, endpoint)
  const { entries, stateHash } = await node.api.daos.hash({ space })
  const milliseconds = performance.now() - began
  const megabytes = residentOf(node.pid)
  if (entries < least || stateHash === null) throw new Error(`only ${entries} entries after the restart, hash ${stateHash}`)
  await node.stop()
  return { milliseconds, megabytes }
}

/** A headless node whose home holds a DAO with many entries: from process start to the first answer about it. */
export const benchStart = async (): Promise<readonly BenchRow[]> => {
  const stage = await openStage()
  try {
    const endpoint = { rpcUrl: stage.devnet.rpcUrl, factory: stage.factory }
    const identity = await createIdentity(stage.root, 'solo')
    const { space, draft } = await foundSolo(identity, endpoint)
    const measure = async (count: number) => {
      await fillHome(identity.home, space, draft, count - filled)
      filled = count
      // The first start after so much reads what has no snapshot yet, and makes one at its end.
      await timeStart(identity, endpoint, space, count)
      const ours: Start[] = []
      const peer: number[] = []
      for (let round = 0; round < rounds; round++) {
        peer.push(await timeBare())
        ours.push(await timeStart(identity, endpoint, space, count))
      }
      return {
        milliseconds: median(ours.map((start) => start.milliseconds)),
        megabytes: median(ours.map((start) => start.megabytes)),
        bare: median(peer),
      }
    }
    let filled = 0
    const ten = await measure(small)
    const hundred = await measure(large)
    return [
      atMost(
        'headless node with 10 000 entries, process start to first answer, against its imports alone',
        'ms',
        ten.milliseconds,
        ten.bare,
        2,
      ),
      atMost('the same with 100 000 entries', 'ms', hundred.milliseconds, hundred.bare, 2),
      atMost('the same 100 000 against one second', 'ms', hundred.milliseconds, 1_000, 1),
      atMost('resident memory then, against 300 MB', 'MB', hundred.megabytes, 300, 1),
    ]
  } finally {
    await stage.close()
  }
}

/** A DAO of one member with a short discussion, in the home of a node that is stopped then. */
const foundSolo = async (identity: Identity, endpoint: Endpoint): Promise<{ readonly space: SpaceId; readonly draft: DraftId }> => {
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
  for (let done = 0; done < posted; done += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, posted - done) }, (_, i) =>
        api.comments.post({ requestId: requestId(), space, about: draft, replyTo: null, text: `comment ${done + i}` }),
      ),
    )
  await first.stop()
  return { space, draft }
}
