import { daomeshDomain, inviteId, type InviteId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, chain, dan as eve, dao, entryOf, genesis, genesisView, linkOf, openingOf, recover } from '../fixtures/dao.ts'
import { signTyped } from '../fixtures/accounts.ts'
import { foldAll } from '../fixtures/registers.ts'
import { genesisState } from '../facts/chainState.ts'
import { applicantsOf } from '../selectors/applicantsOf.ts'
import { daoReducer } from './daoReducer.ts'

const reduce = daoReducer({ chain, dao, recover })
const [one, two] = ['1a', '2b'].map((byte) => inviteId.parse(byte.repeat(16))) as [InviteId, InviteId]
const opened = (invite: InviteId) => entryOf(ann, 'invite.open', { v: 1, invite, expires: 9 })
const closed = (invite: InviteId) => entryOf(ben, 'invite.revoke', { v: 1, invite })
const asks = (who: typeof ann, by: typeof ann, invite: InviteId, name: string, depth = 1, signer = who) => {
  const link = linkOf(who)
  const signature = signTyped(signer, daomeshDomain(chain.chainId), 'LinkDevice', link)
  return entryOf(by, 'member.apply', { v: 1, invite, name, link, signature }, { depth })
}
const asking = (...entries: readonly ReturnType<typeof opened>[]) =>
  applicantsOf(foldAll(reduce, [openingOf(ann), openingOf(ben), ...entries], genesisView), genesisState(genesis)).map(
    ({ account, name, by }) => [account, name, by],
  )

test('J11 who asks for a seat with an open invite is seen by all, by the latest name, in any order', () => {
  const entries = [opened(one), asks(eve, ann, one, 'Eve'), asks(eve, ben, one, 'Eve E.', 2)]
  for (const order of [entries, entries.toReversed()]) expect(asking(...order)).toEqual([[eve.address, 'Eve E.', ben.address]])
})

test('J11 E6 closing the invite sends away whom it brought, and nobody else; without a known invite nobody asks', () => {
  expect(asking(opened(one), asks(eve, ann, one, 'Eve'), closed(one))).toEqual([])
  expect(asking(opened(one), opened(two), asks(eve, ann, one, 'Eve'), closed(two))).toHaveLength(1)
  expect(asking(asks(eve, ann, one, 'Eve'))).toEqual([])
})

test('J11 whoever is a member asks no more', () => {
  expect(asking(opened(one), asks(ben, ann, one, 'Ben'))).toEqual([])
})

test('J11 D2 an account that did not sign its link asks for nothing', () => {
  const forged = asks(eve, ann, one, 'Eve', 1, ben)
  expect(reduce(forged, genesisView)).toEqual({ outcome: 'rejected', reason: 'ENTRY_LINK' })
  expect(asking(opened(one), forged)).toEqual([])
})
