import type { DeviceId, SpaceId } from '@daomesh/protocol'
import type { Channel } from './channel.ts'
import type { Admission, Frontiers, SpaceOutcome } from './ports.ts'
import { pull, type PullReport } from './pull.ts'
import { syncLimits } from './syncFrames.ts'

/** `syncLimits.frontiers` of the greatest length would not fit into one frame. */
const frontiersPerPage = Math.min(syncLimits.frontiers, Math.floor(syncLimits.batchBytes / syncLimits.frontierBytes))
const nothing: PullReport = { equal: false, stored: 0, known: 0, withheld: 0 }

/** The own frontier first. Longer ones than a peer would take are left out: they would cost this node the connection. */
const frontierPages = (frontiers: Frontiers, space: SpaceId): readonly (readonly Uint8Array[])[] => {
  const own = frontiers.own(space)
  const blobs = [...new Set([...(own === null ? [] : [own]), ...frontiers.all(space)])].filter(
    ({ length }) => length <= syncLimits.frontierBytes,
  )
  const pages: Uint8Array[][] = []
  for (let at = 0; at < blobs.length; at += frontiersPerPage) pages.push(blobs.slice(at, at + frontiersPerPage))
  return pages
}

export type SyncChannelParameters = {
  readonly channel: Channel
  readonly peer: DeviceId
  readonly admission: Admission
  readonly frontiers: Frontiers | null
  /** Resolves when what is on its way by gossip has come. */
  readonly arrivals: () => Promise<void>
}

/**
 * The conversation about one space: judge the peer's proof, fetch if it admits us, judge again with what was fetched, hand over frontiers.
 * From a peer that we cannot judge yet we read only where its entries could show who it is; we answer only to an admitted one.
 */
export const syncChannel = async ({ channel, peer, admission, frontiers, arrivals }: SyncChannelParameters): Promise<SpaceOutcome> => {
  const { space } = channel.space
  const proof = await channel.proof
  let ours = await admission.admit(space, peer, proof)
  channel.judged(ours)
  const unsure = ours === 'MEMBERSHIP_UNKNOWN'
  await channel.send({ type: 'verdict', channel: channel.channel, verdict: ours, last: !unsure })
  let theirs = await channel.firstVerdict
  let report = nothing
  const pullIfAdmitted = async (): Promise<boolean> => {
    const mayRead = ours === 'admit' || (ours === 'MEMBERSHIP_UNKNOWN' && admission.learnsFromEntries === true)
    if (theirs !== 'admit' || !mayRead) return false
    report = await pull({ ...channel, arrivals })
    return true
  }
  const pulled = await pullIfAdmitted()
  if (unsure) {
    ours = await admission.admit(space, peer, proof)
    channel.judged(ours)
    await channel.send({ type: 'verdict', channel: channel.channel, verdict: ours, last: true })
  }
  theirs = await channel.lastVerdict
  if (!pulled) await pullIfAdmitted()
  if (ours === 'admit' && frontiers !== null)
    for (const page of frontierPages(frontiers, space)) await channel.send({ type: 'frontiers', channel: channel.channel, frontiers: page })
  return { space, ours, theirs, ...report }
}

/** Only proofs and verdicts, then one question: which heads of this device does the peer hold? */
export const judgeOnly = async ({
  channel,
  peer,
  admission,
}: Pick<SyncChannelParameters, 'channel' | 'peer' | 'admission'>): Promise<{ readonly admitted: boolean }> => {
  const ours = await admission.admit(channel.space.space, peer, await channel.proof)
  channel.judged(ours)
  await channel.send({ type: 'verdict', channel: channel.channel, verdict: ours, last: true })
  return { admitted: (await channel.lastVerdict) === 'admit' }
}
