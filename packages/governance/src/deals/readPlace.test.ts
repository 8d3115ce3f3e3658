import { type Agreement, type BountyPlace, type DealOpening, noBounty, type PlaceLeaf, termsHashOf, toRecord } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { leafKeyOf } from '../bounties/tree/nodeKey.ts'
import { partLeaf, plannedSplitDigest } from '../bounties/tree/plannedSplits.ts'
import { buildSumTree } from '../bounties/tree/sumTree.ts'
import { accountOf, recover, signDigest } from '../fixtures/accounts.ts'
import { agreed, idOf, place } from '../fixtures/agreements.ts'
import { ann, ben, dao, openingOf } from '../fixtures/dao.ts'
import { brief, dan, dealEntry, opening, reduce, view } from '../fixtures/deals.ts'
import { foldAll } from '../fixtures/registers.ts'
import { keys } from '../fold/keys.ts'
import { valuesOf } from '../selectors/registers.ts'
import type { DealPlaceValue } from '../fold/values.ts'
import { readPlace } from './readPlace.ts'

const [client, middle, other] = [accountOf('client'), accountOf('middle'), accountOf('other')]
const plain = (agreement: Agreement): PlaceLeaf => ({ agreement, planned: null })

/** A client’s bounty that a person takes, who has planned to pass it to the DAO of the deal, which passes it on to Dan. */
const whole = agreed(client.address, middle.address, 100n)
const part = agreed(middle.address, dao, 60n, { parent: idOf(whole) })
const [mine, second] = [agreed(dao, dan.address, 40n), agreed(dao, other.address, 15n)]
const splitOf = (leaves: readonly PlaceLeaf[]) => buildSumTree(leaves.map((leaf) => partLeaf(place, leaf)))
const { root, sum } = splitOf([plain(mine), plain(second)])
const upper: PlaceLeaf[] = [plain(agreed(middle.address, other.address, 30n)), { agreement: part, planned: { root, sum } }]
const told: BountyPlace = {
  root: whole,
  levels: [
    { split: 1, index: 1, leaves: upper, signature: '0x' },
    { split: 0, index: 0, leaves: [plain(mine), plain(second)], signature: '0x' },
  ],
  terms: null,
}
const [first, last] = told.levels as [BountyPlace['levels'][number], BountyPlace['levels'][number]]
const read = (change: Partial<BountyPlace>, of: DealOpening = opening) => readPlace(of, { ...told, ...change }, recover)
const below = (leaf: PlaceLeaf, more: Partial<typeof last> = {}) =>
  read({ levels: [first, { ...last, split: 1, leaves: [leaf, plain(second)], ...more }] })

test('O21 E1 a place leads from the bounty at the top to the leaf of this deal, whose key and bounty follow from it', () => {
  const key = leafKeyOf(leafKeyOf(idOf(whole), 1, 1), 0, 0)
  expect(readPlace(opening, told, recover)).toEqual({ root: idOf(whole), node: key, bounty: idOf(mine) })
  expect(below(plain(mine))).toMatchObject({ bounty: idOf(mine) })
  // The two agreements of a person of both sides would do for another deal, not for this one.
  expect(read({}, { ...opening, hunter: { kind: 'person', account: ann.address } })).toBeNull()
})

test('O21 E1 a place that lies leads nowhere: foreign issuers, other tokens and parents, more than there is, plans that were not made, signatures of others', () => {
  expect(below(plain({ ...mine, issuer: middle.address }))).toBeNull()
  expect(below(plain(mine), { leaves: [plain(mine), plain({ ...second, issuer: other.address })] })).toBeNull()
  expect(below(plain({ ...mine, token: other.address }))).toBeNull()
  expect(below(plain({ ...mine, parent: idOf(whole) }))).toBeNull()
  expect(below(plain({ ...mine, amount: 46n }))).toBeNull()
  expect(below(plain({ ...mine, amount: 45n }))).not.toBeNull()
  expect(below(plain({ ...mine, amount: 0n }))).toBeNull()
  expect(below(plain(mine), { index: 1 })).toBeNull()
  expect(below(plain(mine), { index: 2 })).toBeNull()
  expect(below(plain(mine), { split: 0, leaves: [plain(mine)] })).toBeNull()
  expect(read({ levels: [{ ...first, split: 0 }, last] })).toBeNull()
  expect(read({ levels: [] })).toBeNull()
  expect(read({ terms: brief })).toBeNull()
  const worded = plain({ ...mine, termsHash: termsHashOf(brief) })
  const withWords = { levels: [first, { ...last, split: 1, leaves: [worded] }] }
  expect(read({ ...withWords, terms: brief })).not.toBeNull()
  expect(read({ ...withWords, terms: { ...brief, brief: '' } })).toBeNull()
  expect(read({ levels: [first] })).toBeNull()
  const planned = { root: noBounty, sum: 1n }
  const digest = plannedSplitDigest(place, idOf(whole), splitOf([{ agreement: part, planned }]))
  expect(read({ levels: [{ ...first, signature: signDigest(middle, digest) }, last] })).toBeNull()
})

test('O21 what a key signed is signed by who takes the part above', () => {
  const account = accountOf('planner')
  const own: DealOpening = { ...opening, issuer: { kind: 'person', account: account.address } }
  const [given, work] = [agreed(middle.address, account.address, 60n), agreed(account.address, dan.address, 40n)]
  const tree = splitOf([plain(work)])
  const digest = plannedSplitDigest(place, idOf(given), tree)
  const by = (signature: `0x${string}`) =>
    readPlace(
      own,
      {
        root: whole,
        levels: [
          { split: 1, index: 0, leaves: [{ agreement: given, planned: { root: tree.root, sum: tree.sum } }], signature: '0x' },
          { split: 0, index: 0, leaves: [plain(work)], signature },
        ],
        terms: null,
      },
      recover,
    )
  expect(by(signDigest(account, digest))).toMatchObject({ bounty: idOf(work) })
  expect(by('0x')).toMatchObject({ bounty: idOf(work) })
  expect(by(signDigest(dan, digest))).toBeNull()
})

test('O21 only the issuer’s side tells a place, each member’s latest word stands, and a lie is refused with its reason', () => {
  const tell = (levels: BountyPlace['levels']) => ({ place: toRecord({ root: whole, levels, terms: null }) })
  const numbered = [first, { ...last, split: 1 }]
  expect(reduce(dealEntry(dan, 'deal.place', tell(told.levels)), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_DEAL' })
  expect(reduce(dealEntry(ann, 'deal.place', tell([first])), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_PLACE' })
  const registers = foldAll(
    (entry) => reduce(entry, view),
    [
      ...[ann, ben].map((one) => openingOf(one, { view })),
      dealEntry(ann, 'deal.place', tell(told.levels), 3),
      dealEntry(ann, 'deal.place', tell(numbered), 4),
      dealEntry(ben, 'deal.place', tell(told.levels), 5),
    ],
    view,
  )
  const values = valuesOf<DealPlaceValue>(registers, keys.dealPlaces)
  expect(values.map(({ by, node }) => [by, node]).toSorted()).toEqual(
    [
      [ann.address, leafKeyOf(leafKeyOf(idOf(whole), 1, 1), 1, 0)],
      [ben.address, leafKeyOf(leafKeyOf(idOf(whole), 1, 1), 0, 0)],
    ].toSorted(),
  )
})
