import { inviteId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, chain, dao, entryOf, genesisView, openingOf, recover } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { inviteStateOf, invitesOf } from '../selectors/invitesOf.ts'
import { daoReducer } from './daoReducer.ts'
import { lobbyReducer } from './lobbyReducer.ts'

const reduce = daoReducer({ chain, dao, recover })
const [one, two] = ['1a', '2b'].map((byte) => inviteId.parse(byte.repeat(16))) as [
  ReturnType<typeof inviteId.parse>,
  ReturnType<typeof inviteId.parse>,
]
const open = (member: typeof ann, invite: typeof one, expires: number, depth = 1) =>
  entryOf(member, 'invite.open', { v: 1, invite, expires }, { depth })
const close = (member: typeof ann, invite: typeof one) => entryOf(member, 'invite.revoke', { v: 1, invite })
const registersAfter = (...entries: ReturnType<typeof open>[]) => foldAll(reduce, [openingOf(ann), openingOf(ben), ...entries], genesisView)

test('J8 E6: an invite stands until its end, or until any member closes it', () => {
  const registers = registersAfter(open(ann, one, 100), open(ben, two, 200), close(ben, one))
  expect([one, two].map((invite) => inviteStateOf(registers, invite, 99))).toEqual(['revoked', 'open'])
  expect([199, 200].map((now) => inviteStateOf(registers, two, now))).toEqual(['open', 'expired'])
  expect(inviteStateOf(registers, inviteId.parse('3c'.repeat(16)), 0)).toBeNull()
  expect(invitesOf(registers, 99).map(({ invite, by, state }) => [invite, by, state])).toEqual([
    [two, ben.address, 'open'],
    [one, ann.address, 'revoked'],
  ])
})

test('J8 E6: nobody lengthens an invite, whatever order the records come in', () => {
  const entries = [open(ann, one, 100, 1), open(ben, one, 900, 2)]
  for (const order of [entries, entries.toReversed()]) expect(inviteStateOf(registersAfter(...order), one, 100)).toBe('expired')
})

test('J8: an invite to a DAO does not belong in a lobby', () => {
  const lobby = lobbyReducer({ chain, recover })
  for (const entry of [open(ann, one, 100), close(ann, one)])
    expect(lobby(entry, { ...genesisView, members: null })).toEqual({ outcome: 'rejected', reason: 'ENTRY_STREAM' })
})
