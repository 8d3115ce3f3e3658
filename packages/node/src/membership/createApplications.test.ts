import { type ApplicantValue, keys, registersOf, type RegisterEntry } from '@daomesh/governance'
import {
  type Address,
  address,
  bytes32,
  type EntryId,
  type InviteId,
  inviteId,
  type Kind,
  readBody,
  type SpaceId,
  toRecord,
  type ViewId,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createApplications } from './createApplications.ts'

const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const self = at(1)
const word = bytes32.parse(`0x${'11'.repeat(32)}`)
const [first, second, third] = ['0a', '0b', '0c'].map((byte) => inviteId.parse(byte.repeat(16))) as [InviteId, InviteId, InviteId]

/** A door at which everything that is heard is written down at once, as the fold would have it. */
const openDoor = () => {
  const rows = new Map<string, RegisterEntry['value']>()
  for (const invite of [first, second, third]) rows.set(keys.invite(invite), { invite, by: self, expires: 1_000 })
  let written = 0
  const space = {
    id: 'valley' as SpaceId,
    registers: () => registersOf([...rows].map(([key, value]) => ({ key, value }))),
    view: () => ({ view: '01'.repeat(32) as ViewId, index: 0, members: new Set([self]) }),
    canWrite: () => true,
    append: (kind: Kind, body: object): Promise<EntryId> => {
      const read = readBody(kind, toRecord({ v: 1, ...body }))
      if (read.outcome !== 'known' || read.reading.kind !== 'member.apply') throw new Error(`nobody asks by ${kind}`)
      const { invite, name, link } = read.reading.body
      written += 1
      const value: ApplicantValue = { account: link.member, invite, name, by: self, at: written }
      rows.set(keys.applicant(link.member), value)
      return Promise.resolve(`${written}`.padStart(64, '0') as EntryId)
    },
  }
  const applications = createApplications({
    clock: {
      now: () => 0,
      setTimer: (run) => {
        queueMicrotask(run)
        return () => undefined
      },
    },
    random: { bytes: (length) => new Uint8Array(length) },
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    account: { current: () => self },
  })
  const knock = async (account: Address, invite: InviteId): Promise<void> => {
    const link = { member: account, device: word, exchangeKey: word, notAfter: 1n, nonce: word }
    applications.heard(space, { link, signature: `0x${'11'.repeat(64)}1b`, invite, name: 'Eve' })
    await new Promise((resolve) => setImmediate(resolve))
  }
  const revoke = (invite: InviteId): void => void rows.set(keys.inviteRevoked(invite), { by: self })
  return { knock, revoke, written: () => written }
}

test('M348 M27 N4 who holds two open invites and shows them in turn is written down once, and anew where that one was closed', async () => {
  const door = openDoor()
  for (let i = 0; i < 20; i++) await door.knock(at(2), i % 2 === 0 ? first : second)
  expect(door.written()).toBe(1)
  door.revoke(first)
  for (let i = 0; i < 20; i++) await door.knock(at(2), i % 2 === 0 ? second : third)
  expect(door.written()).toBe(2)
})

test('M348 M27 N4 no more ask at a time than a DAO has seats, also of those that asked before', async () => {
  const door = openDoor()
  for (let n = 0; n < 70; n++) await door.knock(at(100 + n), first)
  expect(door.written()).toBe(64)
  door.revoke(first)
  for (let n = 0; n < 70; n++) await door.knock(at(200 + n), second)
  expect(door.written()).toBe(128)
  // Whom a closed invite brought is known, and takes no place beside those who wait now.
  for (let n = 0; n < 70; n++) await door.knock(at(100 + n), third)
  expect(door.written()).toBe(128)
})
