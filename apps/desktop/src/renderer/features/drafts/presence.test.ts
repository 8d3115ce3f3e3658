import { expect, test } from 'vitest'
import { colorOf, readPresence } from './presence.ts'

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
  expect(me).toEqual({ client: 1, name: 'Ana', account, color: colorOf(account), self: true })
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
