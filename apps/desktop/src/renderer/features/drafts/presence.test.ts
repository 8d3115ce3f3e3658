import { expect, test } from 'vitest'
import { readPresence } from './presence.ts'

const account = `0x${'ab'.repeat(20)}`
const states = (entries: [number, Record<string, unknown>][]) => ({ clientID: 1, getStates: () => new Map(entries) })

test('names are cut, accounts checked, claimed colours ignored', () => {
  const [me, other] = readPresence(
    states([
      [1, { user: { name: 'Ana', account } }],
      [2, { user: { name: `  ${'x'.repeat(500)}`, account: 'javascript:alert(1)', color: 'url(https://evil.example)' } }],
    ]),
    'Somebody',
  )
  expect(me).toEqual({ client: 1, name: 'Ana', account, color: expect.stringMatching(/^#[0-9a-f]{6}$/), self: true })
  expect(other).toMatchObject({ name: 'x'.repeat(40), account: null, self: false })
  expect(other?.color).toMatch(/^#[0-9a-f]{6}$/)
})

test('what is no presence at all is left out', () => {
  expect(
    readPresence(
      states([
        [3, {}],
        [4, { user: 'x' }],
        [5, { user: { name: 7 } }],
      ]),
      'Somebody',
    ),
  ).toMatchObject([{ client: 5, name: 'Somebody' }])
})

test('Y40 nobody who writes beside another has the colour of the other, on every screen the same, while there are colours left', () => {
  const accounts = Array.from({ length: 8 }, (_, n) => `0x${(BigInt(2 * n + 3) ** 160n).toString(16).slice(0, 40)}`)
  const here = accounts.map((of, n): [number, Record<string, unknown>] => [n + 1, { user: { name: `Member ${n}`, account: of } }])
  const seen = (of: [number, Record<string, unknown>][]) =>
    new Map(readPresence(states(of), 'Somebody').map(({ client, color }) => [client, color]))
  const colors = seen(here)
  expect(new Set(colors.values()).size).toBe(8)
  // Whoever hears of them in another order sees the same.
  expect(seen(here.toReversed())).toEqual(new Map([...colors].toReversed()))
  // A second device of an account has the colour of the first, and a ninth member has one.
  const more = seen([...here, [9, { user: { account: accounts[0] } }], [10, { user: { name: 'Ninth', account: `0x${'9'.repeat(40)}` } }]])
  expect(more.get(9)).toBe(more.get(1))
  expect(more.get(10)).toMatch(/^#[0-9a-f]{6}$/)
})
