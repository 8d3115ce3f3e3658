import { expect, test } from 'vitest'
import { at, engagementsIn, pyramid, token } from '../record/fixtures.ts'
import { filterEngagements, meshOf } from './meshMap.ts'

const open = { token: null, states: null, tag: null, window: null }
const [root, hall, yard, ann, bob] = [at(1), at(2), at(3), at(4), at(5)]
const all = engagementsIn([
  pyramid(
    root,
    {
      payee: hall,
      margin: 2n,
      parts: [
        { payee: ann, margin: 3n },
        { payee: bob, margin: 4n },
      ],
    },
    100,
  ),
  pyramid(root, { payee: hall, margin: 2n, parts: [{ payee: ann, margin: 3n }] }, 120),
  pyramid(root, { payee: yard, margin: 5n }, null),
])

test('Q44 accounts stand in rows by the work that is shown, open work too, and each tie sums up what goes between two', () => {
  const { rows, ties } = meshOf(all)
  expect([root, hall, yard, ann, bob].map((who) => rows.get(who))).toEqual([2, 1, 0, 0, 0])
  expect(ties.map(({ payer, payee, settled, open: running, paid, kept }) => [payer, payee, settled, running, paid, kept])).toEqual([
    [root, hall, 2, 0, 14n, 4n],
    [root, yard, 0, 1, 0n, 0n],
    [hall, ann, 2, 0, 6n, 6n],
    [hall, bob, 1, 0, 4n, 4n],
  ])
  expect(ties.every(({ washed, token: paidIn }) => !washed && paidIn === token)).toBe(true)
})

test('Q44 a filter takes tokens, states, tags and times alive; nobody is left out for being washed, and it is said', () => {
  const none = () => []
  expect(filterEngagements(all, { ...open, states: new Set(['open']) }, none).map(({ payee }) => payee)).toEqual([yard])
  expect(filterEngagements(all, { ...open, token: at(9) }, none)).toEqual([])
  expect(
    filterEngagements(all, { ...open, tag: 'wood' }, ({ payee }) => (payee === bob ? ['wood'] : [])).map(({ payee }) => payee),
  ).toEqual([bob])
  const alive = filterEngagements(all, { ...open, window: { from: 110, until: 200 } }, none)
  expect(alive.map(({ payee }) => payee)).toEqual([hall, ann, yard])
  const back = engagementsIn([pyramid(ann, { payee: root, margin: 1n }, 130)])
  const mesh = meshOf([...all, ...back])
  expect(mesh.ties.filter(({ washed }) => washed).map(({ payer, payee }) => [payer, payee])).toEqual([
    [root, hall],
    [hall, ann],
    [ann, root],
  ])
  expect(mesh.rows.size).toBe(5)
})
