import { expect, test } from 'vitest'
import { tributesOf } from './tributesOf.ts'

const [own, other, token] = [`0x${'11'.repeat(20)}`, `0x${'22'.repeat(20)}`, `0x${'33'.repeat(20)}`]
const take = (from: string, ok: boolean | null) => ({
  summary: { key: 'call.take', params: { from, units: '5', token } },
  simulation: ok === null ? null : { ok },
})

test('whoever a proposal takes something of is told so, and whether the chain would let it', () => {
  expect(tributesOf({ calls: [take(own, false), take(other, false)] }, own)).toEqual([{ token, units: '5', allowed: false }])
  expect(tributesOf({ calls: [take(own, true)] }, own)).toMatchObject([{ allowed: true }])
  expect(tributesOf({ calls: [take(own, null)] }, own)).toMatchObject([{ allowed: null }])
  expect(tributesOf({ calls: [take(own, false)] }, null)).toEqual([])
  const pays = { summary: { key: 'call.transfer', params: { from: own, token, to: other } }, simulation: { ok: true } }
  expect(tributesOf({ calls: [pays] }, own)).toEqual([])
})
