import { syncProtocol, type Verdict } from '@daomesh/network'
import type { DeviceId } from '@daomesh/protocol'
import { type Finding, finding } from '../contract/diagnosis.ts'
import type { FindingCode } from '../contract/findings.ts'
import type { RefusalReason } from '../reach/createAdmission.ts'
import { foldVersion } from '../spaces/foldVersion.ts'
import { isDao, nameOfSpace, type Space } from '../spaces/space.ts'
import { minutesOf } from './minutesOf.ts'
import { attemptsAt, type Scene, shownAddress } from './scene.ts'

/** Milliseconds. What is younger is on its way. */
const settled = { shared: 5_000, equal: 120_000, listening: 60_000 }
/** Milliseconds between two clocks that no network explains. */
export const clockTolerance = 120_000

const ours: Readonly<Record<RefusalReason, FindingCode>> = {
  secret: 'THEIR_PROOF_FALSE',
  forged: 'THEIR_PROOF_FALSE',
  unlinked: 'THEIR_LINK_MISSING',
  ended: 'THEIR_LINK_ENDED',
  revoked: 'THEIR_DEVICE_REVOKED',
  removed: 'THEIR_SEAT_LOST',
}

const theirs: Readonly<Partial<Record<Verdict, FindingCode>>> = {
  MEMBERSHIP_UNKNOWN: 'THEIR_ROSTER_BEHIND',
  refuse: 'THEY_REFUSE',
  INVITE_EXPIRED: 'INVITE_ENDED',
  INVITE_REVOKED: 'INVITE_REVOKED',
  INVITE_REPLAYED: 'INVITE_FOUNDED',
}

/**
 * What stands between this node and a member's device that is connected.
 * @param own what is wrong with this device's own standing in the space, which explains why others refuse it
 */
export const checkConnected = (scene: Scene, space: Space, name: string, device: DeviceId, own: readonly Finding[]): readonly Finding[] => {
  const { node, now, inspection, connected } = scene
  const { reach, frontiers, symptoms } = node
  const about = { space: space.id, device }
  const words = { name, space: nameOfSpace(space) }
  const say = (code: FindingCode, more: Finding['params'] = {}): Finding => finding(code, { ...words, ...more }, about)
  const link = inspection.links.find((one) => one.device === device)
  const since = connected.get(device) ?? now
  if (link?.protocols !== null && link?.protocols.includes(syncProtocol) === false)
    return [say('PROTOCOL_DIFFERS', { protocol: syncProtocol })]

  const found: Finding[] = []
  // What was said over an earlier connection explains nothing of this one.
  const fresh = <T extends { readonly at: number }>(one: T | null): T | null => (one !== null && one.at >= since ? one : null)
  const session = fresh(reach.book.lastSession(device))
  const line = session !== null && session.failed === null ? fresh(reach.book.of(space.id).get(device) ?? null) : null
  const opened = now - symptoms.lasting(space.id, 'open')
  if (session !== null && session.failed !== null) found.push(say('SYNC_FAILED', { reason: session.failed }))
  else if (session !== null && !session.spaces.has(space.id) && session.at - Math.max(opened, since) > settled.shared)
    return [say('SPACE_NOT_SHARED')]
  if (line !== null) {
    if (line.ours === 'refuse') found.push(say(ours[reach.refusalOf(space.id, device) ?? 'forged']))
    if (line.ours === 'MEMBERSHIP_UNKNOWN') found.push(say('OUR_ROSTER_BEHIND'))
    const code = theirs[line.theirs]
    if (code !== undefined) found.push(...(code === 'THEY_REFUSE' && own.length > 0 ? own : [say(code)]))
    if (line.withheld > 0) found.push(say('RECORDS_WITHHELD', { count: line.withheld }))
    else if (line.ours === 'admit' && line.theirs === 'admit' && line.unequalSince !== null && now - line.unequalSince > settled.equal)
      found.push(say('SYNC_DIFFERS', { minutes: minutesOf(now - line.unequalSince) }))
    const listeners = reach.listeners(space.id)
    if (line.equal && listeners?.has(device) === false && now - Math.max(since, opened) > settled.listening)
      found.push(say('NOT_LISTENING_HERE'))
  }
  if (isDao(space)) {
    const claim = frontiers.claims(space.id).find((one) => one.device === device)?.claim
    if (claim !== undefined && claim.foldVersion !== foldVersion)
      found.push(say('RULES_DIFFER', { theirs: claim.foldVersion, ours: foldVersion }))
    const difference = frontiers.differences(space.id).find((one) => one.device === device)?.what
    if (difference !== undefined) found.push(say(difference === 'history' ? 'HISTORY_DIFFERS' : 'STATE_DIFFERS'))
  }
  const ahead = reach.clocks.aheadBy(device)
  if (ahead !== null && Math.abs(ahead) > clockTolerance) found.push(say('CLOCK_DIFFERS', { minutes: minutesOf(ahead) }))
  // Only what was tried while it was connected: before, it may simply have been away.
  const tried = link?.inbound === true ? attemptsAt(scene, device).filter(({ at }) => at > since) : []
  // Only silence is what a firewall looks like: whoever is refused has an old address of an app that runs.
  const isBlocked = tried.every(({ failure }) => failure === 'silent' || failure === 'noRoute')
  const failed = isBlocked ? tried[0] : undefined
  if (failed !== undefined) found.push(say('ONLY_CALLS_US', { address: shownAddress(failed.address), failure: failed.failure ?? '' }))
  return found
}
