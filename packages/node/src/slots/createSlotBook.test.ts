import { keys, registersOf, slotsPerPage } from '@daomesh/governance'
import { address, type ChainEvent, type DecisionId, type LogId, slotOf, type SpaceId, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createSlotBook, type SlotBookParameters } from './createSlotBook.ts'

const member = address.parse(`0x${'a1'.repeat(20)}`)
const space = 'ab'.repeat(32) as SpaceId
const [log, fresh] = ['11', '22'].map((byte) => byte.repeat(32) as LogId) as [LogId, LogId]
const known = `0x${'33'.repeat(32)}` as DecisionId
const lost = `0x${'44'.repeat(32)}` as DecisionId
const enacted = (decision: DecisionId): ChainEvent => ({
  block: 1n,
  blockHash: `0x${'01'.repeat(32)}`,
  transaction: `0x${'02'.repeat(32)}`,
  logIndex: 0,
  at: 0,
  fact: { kind: 'enacted', decision, transaction: `0x${'02'.repeat(32)}` },
})

/** Pages are drawn one after the other: 1, 2 and so on. */
const opened = (more: Partial<SlotBookParameters> = {}, meta = memoryMeta(), first = 1) => {
  let page = first
  const events: ChainEvent[] = []
  const loose: ChainEvent[] = []
  const open = () =>
    createSlotBook({
      meta,
      random: {
        bytes: (length) => {
          const drawn = new Uint8Array(length)
          new DataView(drawn.buffer).setUint32(length - 4, page++ * Number(slotsPerPage) + 5)
          return drawn
        },
      },
      space,
      registers: () => registersOf([{ key: keys.proposal(known), value: null }]),
      facts: { events: () => events },
      unfinalized: () => loose,
      chainRead: () => true,
      ...more,
    })
  return { meta, events, loose, open }
}
const slot = (page: bigint, n: bigint): bigint => slotOf(member, page * slotsPerPage + n)

test('M39 S5 takes one after the other for good, also after a start, and never one twice', () => {
  const { open } = opened()
  const book = open()
  expect([book.take(member, log), book.take(member, log)]).toEqual([slot(1n, 0n), slot(1n, 1n)])
  expect(open().take(member, log)).toBe(slot(1n, 2n))
})

test('M39 S5 D4 draws another page where it may have forgotten what it took', () => {
  const { open, events, loose } = opened()
  expect(open().take(member, log)).toBe(slot(1n, 0n))
  // Another log; what nobody here knows was enacted, final or not; and not for what it knows, or knew before.
  expect(open().take(member, fresh)).toBe(slot(2n, 0n))
  events.push(enacted(known))
  expect(open().take(member, fresh)).toBe(slot(2n, 1n))
  events.push(enacted(lost))
  expect(open().take(member, fresh)).toBe(slot(3n, 0n))
  expect(open().take(member, fresh)).toBe(slot(3n, 1n))
  loose.push(enacted(lost))
  expect(open().take(member, fresh)).toBe(slot(4n, 0n))
})

test('M39 S5 X4 without a chain a start draws one page and goes on in it', () => {
  const { open } = opened({ chainRead: () => false })
  open().take(member, log)
  const book = open()
  expect([book.take(member, log), book.take(member, fresh)]).toEqual([slot(2n, 0n), slot(2n, 1n)])
})

test('M39 S5 K3 a full page and an unreadable row: another page', () => {
  const { open, meta } = opened()
  const book = open()
  for (let n = 0n; n < slotsPerPage; n++) expect(book.take(member, log)).toBe(slot(1n, n))
  expect(book.take(member, log)).toBe(slot(2n, 0n))
  meta.set(`slotPage:${space}:${member}`, utf8('damaged'))
  expect(open().take(member, log)).toBe(slot(3n, 0n))
})
