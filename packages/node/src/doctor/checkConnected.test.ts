import { syncProtocol, type Verdict } from '@daomesh/network'
import { type DeviceId, deviceId, type ErrorCode, spaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { finding } from '../contract/diagnosis.ts'
import type { RefusalReason } from '../reach/createAdmission.ts'
import { foldVersion } from '../spaces/foldVersion.ts'
import type { Space } from '../spaces/space.ts'
import { checkConnected } from './checkConnected.ts'
import type { Scene } from './scene.ts'

const minute = 60_000
const now = 100 * minute
const device: DeviceId = deviceId.parse('ab'.repeat(32))
const id = spaceId.parse('cd'.repeat(32))
const space = { id, record: { type: 'dao', genesis: { name: 'Meadow' } } } as unknown as Space

type Line = {
  readonly equal: boolean
  readonly unequalSince: number | null
  readonly ours: Verdict
  readonly theirs: Verdict
  readonly withheld: number
}
type Seen = {
  readonly since: number
  readonly line: Partial<Line> | null
  readonly failed: ErrorCode | null
  readonly shares: boolean
  readonly reason: RefusalReason | null
  readonly listens: boolean
  readonly version: number
  readonly difference: 'history' | 'state' | null
  readonly ahead: number | null
  readonly protocols: readonly string[] | null
  readonly calledBack: 'silent' | null | undefined
}
const good: Seen = {
  since: now - 10 * minute,
  line: {},
  failed: null,
  shares: true,
  reason: null,
  listens: true,
  version: foldVersion,
  difference: null,
  ahead: 300,
  protocols: [syncProtocol],
  calledBack: undefined,
}

/** Only what the check looks at; whole nodes that make these causes run in packages/testing. */
const sceneOf = (seen: Seen): Scene => {
  const at = now - 1_000
  const line =
    seen.line === null ? [] : [[device, { at, equal: true, unequalSince: null, ours: 'admit', theirs: 'admit', withheld: 0, ...seen.line }]]
  const dial = { address: '/ip4/192.168.1.9/tcp/4001/p2p/x', device, at, failure: seen.calledBack ?? null }
  const inspection = {
    links: [{ device, inbound: seen.calledBack !== undefined, protocols: seen.protocols }],
    dials: seen.calledBack === undefined ? [] : [dial],
  }
  const node = {
    reach: {
      book: {
        lastSession: () => ({ at, spaces: new Set(seen.shares ? [id] : []), failed: seen.failed }),
        of: () => new Map(line as never),
      },
      refusalOf: () => seen.reason,
      listeners: () => new Set(seen.listens ? [device] : []),
      clocks: { aheadBy: () => seen.ahead },
    },
    symptoms: { lasting: () => 20 * minute },
    frontiers: {
      claims: () => [{ device, claim: { foldVersion: seen.version } }],
      differences: () => (seen.difference === null ? [] : [{ device, what: seen.difference }]),
    },
  }
  return { node, now, inspection, connected: new Map([[device, seen.since]]) } as unknown as Scene
}
const codes = (change: Partial<Seen>, own: Parameters<typeof checkConnected>[4] = []): readonly string[] =>
  checkConnected(sceneOf({ ...good, ...change }), space, 'Ben', device, own).map(({ code }) => code)

test('M40 a device that is connected: nothing where all is well, nor while a session or a first gossip is on its way', () => {
  expect(codes({})).toEqual([])
  expect(codes({ protocols: null, listens: false, since: now - 30_000 })).toEqual([])
  expect(codes({ line: { equal: false, unequalSince: now - minute } })).toEqual([])
  expect(codes({ since: now, shares: false, line: null })).toEqual([])
  expect(codes({ since: now, failed: 'PEER_UNREACHABLE' })).toEqual([])
  expect(codes({ calledBack: null })).toEqual([])
})

test('M40 S3 M42 each verdict on either side has its own cause', () => {
  const reasons = {
    secret: 'THEIR_PROOF_FALSE',
    forged: 'THEIR_PROOF_FALSE',
    unlinked: 'THEIR_LINK_MISSING',
    ended: 'THEIR_LINK_ENDED',
    revoked: 'THEIR_DEVICE_REVOKED',
    removed: 'THEIR_SEAT_LOST',
  } as const
  for (const [reason, code] of Object.entries(reasons))
    expect(codes({ line: { ours: 'refuse' }, reason: reason as RefusalReason })).toEqual([code])
  expect(codes({ line: { ours: 'MEMBERSHIP_UNKNOWN' } })).toEqual(['OUR_ROSTER_BEHIND'])
  const verdicts = {
    MEMBERSHIP_UNKNOWN: 'THEIR_ROSTER_BEHIND',
    refuse: 'THEY_REFUSE',
    INVITE_EXPIRED: 'INVITE_ENDED',
    INVITE_REVOKED: 'INVITE_REVOKED',
    INVITE_REPLAYED: 'INVITE_FOUNDED',
  } as const
  for (const [theirs, code] of Object.entries(verdicts)) expect(codes({ line: { theirs: theirs as Verdict } })).toEqual([code])
  // What is wrong here explains why they refuse, and stands in its place.
  expect(codes({ line: { theirs: 'refuse' } }, [finding('LINK_ENDED', { days: 3 })])).toEqual(['LINK_ENDED'])
})

test('M40 what differs between two who let each other in', () => {
  expect(codes({ failed: 'SYNC_FRAME' })).toEqual(['SYNC_FAILED'])
  expect(codes({ shares: false, line: null })).toEqual(['SPACE_NOT_SHARED'])
  expect(codes({ protocols: ['/ipfs/ping/1.0.0'] })).toEqual(['PROTOCOL_DIFFERS'])
  expect(codes({ line: { equal: false, unequalSince: now - 3 * minute } })).toEqual(['SYNC_DIFFERS'])
  expect(codes({ line: { equal: false, unequalSince: now - 3 * minute, withheld: 2 } })).toEqual(['RECORDS_WITHHELD'])
  expect(codes({ listens: false })).toEqual(['NOT_LISTENING_HERE'])
  expect(codes({ version: foldVersion + 1 })).toEqual(['RULES_DIFFER'])
  expect([codes({ difference: 'history' }), codes({ difference: 'state' })]).toEqual([['HISTORY_DIFFERS'], ['STATE_DIFFERS']])
  expect([codes({ ahead: -180_000 }), codes({ ahead: 180_000 }), codes({ ahead: 110_000 })]).toEqual([
    ['CLOCK_DIFFERS'],
    ['CLOCK_DIFFERS'],
    [],
  ])
  expect(codes({ calledBack: 'silent' })).toEqual(['ONLY_CALLS_US'])
})
