import { address, type Agreement, type BountyFact, bountyIdOf, noBounty } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { buildSumTree } from '../tree/sumTree.ts'
import { bountyBlocked } from './bountyBlocked.ts'
import { type Asker, bountyMoves, partDue } from './bountyMoves.ts'
import { type BountyRecord, emptyBook, withPlaces } from './bountyRecord.ts'
import { bountyTasks } from './bountyTasks.ts'
import { creditsOfAccount } from '../../credits/creditBook.ts'
import { foldBounty } from './foldBounties.ts'
import { placesOfSplit } from './leafStanding.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(2, '0').repeat(20)}`)
const [issuer, hunter, reviewer, arbiter, worker] = [at(1), at(2), at(3), at(4), at(5)]
const day = 86_400
const agreement: Agreement = {
  issuer,
  hunter,
  token: at(0),
  amount: 100n,
  termsHash: noBounty,
  deliverBy: 10 * day,
  reviewPeriod: 3 * day,
  reviewer,
  arbiter,
  defaultSplit: 4000,
  parent: noBounty,
  validUntil: 5 * day,
  nonce: 1n,
}
const id = bountyIdOf(1n, at(0xe5), agreement)
const sub = { ...agreement, issuer: hunter, hunter: worker, amount: 70n, parent: id }
const tree = buildSumTree([{ payee: worker, amount: 70n, agreement: bountyIdOf(1n, at(0xe5), sub) }])

type Told = readonly [BountyFact, number]
const funded: Told = [{ kind: 'funded', id, agreement }, 0]
const split: Told = [{ kind: 'split', id, node: id, owner: hunter, number: 1, root: tree.root, sum: tree.sum }, day]
const delivered: Told = [{ kind: 'delivered', id, contentHash: noBounty }, 2 * day]
const objected: Told = [
  { kind: 'objected', id, node: id, objector: issuer, arbiter, bond: 2n, reasonHash: noBounty, contested: false },
  3 * day,
]
const contested: Told = [{ kind: 'contested', id, node: id }, 4 * day]
const released: Told = [{ kind: 'released', id, released: 100n, margin: 30n, releasedAt: 4 * day }, 4 * day]
const recordOf = (...facts: readonly Told[]): BountyRecord => {
  const record = facts.reduce((all, [fact, when]) => foldBounty(all, fact, when), emptyBook).bounties.get(id)
  if (record === undefined) throw new RangeError('funded first')
  return withPlaces(record, facts.includes(split) ? placesOfSplit(id, 1, tree.leaves, [sub]) : [])
}
const asker = (account: ReturnType<typeof at>, ...memberOf: readonly ReturnType<typeof at>[]): Asker => ({ account, memberOf })
const tasksOf = (record: BountyRecord, who: Asker, now: number) =>
  bountyTasks(record, who, now).map(({ kind, action, until, node }) => [kind, action, until, node === null ? 'top' : 'leaf'])
const reasonOf = (record: BountyRecord, who: Asker, now: number, asked: string) => {
  const found = bountyBlocked(record, who, now).find(({ move }) => move === asked)
  return found === undefined ? null : [found.reason, found.at]
}

test('Q50 each step of a bounty is owed by who does it and waited for by who needs it, until the second after which it counts no more', () => {
  expect(tasksOf(recordOf(funded), asker(hunter), day)).toEqual([['owe', 'deliver', 10 * day, 'top']])
  expect(tasksOf(recordOf(funded), asker(issuer), day)).toEqual([['wait', 'deliver', 10 * day, 'top']])
  expect(tasksOf(recordOf(funded), asker(at(9)), day)).toEqual([])
  expect(tasksOf(recordOf(funded), asker(issuer), 10 * day + 1)).toEqual([['owe', 'refund', 0, 'top']])
  const review = recordOf(funded, split, delivered)
  expect(tasksOf(review, asker(reviewer), 3 * day)).toEqual([['owe', 'review', 5 * day - 1, 'top']])
  expect(tasksOf(review, asker(worker), 3 * day)).toEqual([['wait', 'release', 0, 'leaf']])
  expect(tasksOf(review, asker(hunter), 5 * day)).toEqual([['owe', 'release', 0, 'top']])
  expect(tasksOf(recordOf(funded, delivered, objected), asker(hunter), 4 * day)).toEqual([['owe', 'contest', 6 * day - 1, 'top']])
  const before = recordOf(funded, delivered, objected, contested)
  expect(tasksOf(before, asker(arbiter), 5 * day)).toEqual([['owe', 'rule', 64 * day - 1, 'top']])
  expect(tasksOf(before, asker(issuer), 5 * day)).toEqual([['wait', 'rule', 64 * day - 1, 'top']])
  const open = recordOf(funded, split, delivered, released)
  expect(tasksOf(open, asker(hunter), 5 * day)).toEqual([['owe', 'review', 7 * day - 1, 'leaf']])
  expect(tasksOf(open, asker(worker), 7 * day)).toEqual([['owe', 'payout', 0, 'leaf']])
})

test('Q82 E3: before the release a part is owed by its payee until it is told in its deal, then to be looked at by who split it; without its deal nothing is asked of anybody', () => {
  const open = recordOf(funded, split)
  const [key] = [...open.places.keys()]
  if (key === undefined) throw new RangeError('a part')
  const of = (record: BountyRecord, who: Asker, now: number, told: ReadonlyMap<typeof key, boolean>) =>
    bountyTasks(record, who, now, new Set(), told).flatMap(({ kind, action, until, node, alone }) =>
      node === null ? [] : [[kind, action, until, alone]],
    )
  const [untold, isTold] = [new Map([[key, false]]), new Map([[key, true]])]
  expect(of(open, asker(worker), day, new Map())).toEqual([['wait', 'release', 0, true]])
  expect(of(open, asker(worker), 10 * day, untold)).toEqual([['owe', 'deliver', 10 * day, true]])
  expect(of(open, asker(at(9), worker), day, untold)).toEqual([['owe', 'deliver', 10 * day, true]])
  expect(of(open, asker(hunter), day, untold)).toEqual([['wait', 'deliver', 10 * day, true]])
  // What was agreed passed; the chain asks nobody for it, so it can still be told.
  expect(of(open, asker(worker), 10 * day + 1, untold)).toEqual([['owe', 'deliver', 0, true]])
  expect(of(open, asker(at(9), hunter), day, isTold)).toEqual([['owe', 'review', 0, false]])
  expect(of(open, asker(worker), day, isTold)).toEqual([['wait', 'review', 0, true]])
  const accepted = recordOf(funded, split, [{ kind: 'leavesAccepted', id, node: id, split: 1, leaves: [0] }, day])
  expect(of(accepted, asker(worker), day, isTold)).toEqual([['wait', 'release', 0, true]])
  const deliverOf = (record: BountyRecord, now: number) =>
    bountyMoves(record, asker(at(9), worker), now).filter(({ move }) => move === 'deliver')
  expect(deliverOf(open, 10 * day)).toEqual([{ move: 'deliver', as: worker, alone: true, node: key, until: 10 * day }])
  expect(deliverOf(open, 10 * day + 1)).toMatchObject([{ until: 0 }])
  expect(deliverOf(accepted, day)).toEqual([])
})

test('Q50 of several lines for one step the account’s own comes first, and of a DAO it says whether one member may do it alone', () => {
  const review = recordOf(funded, delivered)
  expect(bountyTasks(review, asker(reviewer, issuer), 3 * day)).toMatchObject([{ as: reviewer, alone: true }])
  expect(bountyTasks(review, asker(at(9), issuer), 3 * day)).toMatchObject([{ as: issuer, alone: false, by: [issuer, reviewer] }])
  expect(bountyTasks(recordOf(funded), asker(at(9), issuer), 11 * day)).toMatchObject([{ action: 'refund', alone: true }])
})

test('Q50 what is due to be released is all of it after a silent review, what was ruled, or the default of a silent arbiter', () => {
  expect(partDue(recordOf(funded), 20 * day)).toBeNull()
  expect(partDue(recordOf(funded, delivered), 5 * day - 1)).toBeNull()
  expect(partDue(recordOf(funded, delivered), 5 * day)).toBe(100n)
  const before = recordOf(funded, delivered, objected, contested)
  expect([partDue(before, 64 * day - 1), partDue(before, 64 * day)]).toEqual([null, 40n])
  expect(partDue(recordOf(funded, delivered, objected), 6 * day)).toBe(0n)
  const ruled = recordOf(funded, delivered, objected, contested, [{ kind: 'ruled', id, node: id, hunterAmount: 30n }, 5 * day])
  expect(partDue(ruled, 5 * day)).toBe(30n)
  expect(partDue(recordOf(funded, delivered, released), 9 * day)).toBeNull()
})

test('Q50 Q76 a split that a leaf carries is to be opened, until it is or where a key signed it: then it is paid as it stands', () => {
  const below = { ...sub, issuer: worker, hunter: at(6), amount: 40n }
  const carried = buildSumTree([{ payee: at(6), amount: 40n, agreement: bountyIdOf(1n, at(0xe5), below) }])
  const above = buildSumTree([
    { payee: worker, amount: 70n, agreement: bountyIdOf(1n, at(0xe5), sub), split: { root: carried.root, sum: carried.sum } },
  ])
  const [on] = placesOfSplit(id, 1, above.leaves, [sub])
  const key = on?.[0] ?? id
  const record = withPlaces(
    recordOf(funded, [{ kind: 'split', id, node: id, owner: hunter, number: 1, root: above.root, sum: above.sum }, day]),
    [...placesOfSplit(id, 1, above.leaves, [sub]), ...placesOfSplit(key, 0, carried.leaves, [below])],
  )
  const actions = (who: Asker, signed: readonly (typeof key)[]) =>
    bountyTasks(record, who, day, new Set(signed)).map(({ action, kind }) => [kind, action])
  expect(actions(asker(worker), [])).toEqual([
    ['wait', 'release'],
    ['owe', 'split'],
  ])
  expect(actions(asker(worker), [key])).toEqual([['wait', 'release']])
  expect(actions(asker(at(6)), [key])).toEqual([['wait', 'release']])
})

test('Q51 what cannot be done says why, whose it is, and from or until when', () => {
  const now = day
  expect(reasonOf(recordOf(funded), asker(hunter), now, 'deliver')).toBeNull()
  expect(reasonOf(recordOf(funded), asker(issuer), now, 'deliver')).toEqual(['notYours', 0])
  expect(reasonOf(recordOf(funded), asker(hunter), 11 * day, 'deliver')).toEqual(['tooLate', 10 * day])
  expect(reasonOf(recordOf(funded), asker(issuer), now, 'refund')).toEqual(['notYet', 10 * day + 1])
  expect(reasonOf(recordOf(funded), asker(issuer), now, 'object')).toEqual(['notDelivered', 0])
  expect(reasonOf(recordOf(funded), asker(hunter), now, 'contest')).toEqual(['noObjection', 0])
  const review = recordOf(funded, delivered)
  expect(reasonOf(review, asker(hunter), 3 * day, 'deliver')).toEqual(['delivered', 0])
  expect(reasonOf(review, asker(issuer), 3 * day, 'release')).toEqual(['notYet', 5 * day])
  expect(reasonOf(review, asker(issuer), 5 * day, 'object')).toEqual(['tooLate', 5 * day - 1])
  const before = recordOf(funded, delivered, objected)
  expect(reasonOf(before, asker(reviewer), 4 * day, 'accept')).toEqual(['objected', 0])
  expect(reasonOf(before, asker(arbiter), 4 * day, 'rule')).toEqual(['notContested', 0])
  expect(reasonOf(recordOf(funded, delivered, objected, contested), asker(hunter), 5 * day, 'contest')).toEqual(['contested', 0])
  const ruled = recordOf(funded, delivered, objected, contested, [{ kind: 'ruled', id, node: id, hunterAmount: 30n }, 5 * day])
  expect(reasonOf(ruled, asker(arbiter), 5 * day, 'rule')).toEqual(['ruled', 0])
  expect(reasonOf(recordOf(funded, delivered, released), asker(issuer), 5 * day, 'settle')).toEqual(['released', 0])
  expect(bountyBlocked(recordOf(funded), asker(at(9)), now).find(({ move }) => move === 'accept')?.who).toEqual([issuer, reviewer])
})

test('Q52 a bounty that was taken back before its funding stays so, and credits are told by account', () => {
  const book = foldBounty(emptyBook, { kind: 'cancelled', id, by: hunter }, 0)
  expect([book.cancelled.has(id), book.bounties.size]).toEqual([true, 0])
  const owed = foldBounty(book, { kind: 'credited', vault: at(0), account: worker, amount: 5n }, 0)
  expect(creditsOfAccount(owed, worker)).toEqual([{ vault: at(0), amount: 5n }])
  expect(
    creditsOfAccount(foldBounty(owed, { kind: 'claimed', vault: at(0), account: worker, recipient: worker, amount: 5n }, 1), worker),
  ).toEqual([])
})
