import type { Hex } from '@daomesh/protocol'
import { encodeEventTopics, encodeAbiParameters } from 'viem'
import { describe, expect, it } from 'vitest'
import { daoAbi } from '../abis.ts'
import { decodeBook } from './decodeBook.ts'
import { decodeFact } from './decodeFact.ts'

const word = (...parts: readonly (readonly [bigint, number])[]): string =>
  parts
    .reduce((sum, [value, at]) => sum | (value << BigInt(at)), 0n)
    .toString(16)
    .padStart(64, '0')

const choices = word([0x7c0n, 0], [0x3fn, 64], [0x800n, 128], [1_700_003_600n, 192], [3n, 232])
const terms = word([1n, 0], [2n, 168], [1_700_000_000n, 200], [1n, 240])
// Seat 7 For with 258 votes in revision 5; seat 9 is uncast.
const book: Hex = `0x${choices}${terms}0701010200000005deadbeef090300000000000100000001`

describe('a record as its event tells it', () => {
  it('A5/R5 reads choices, terms and the ballots that changed', () => {
    expect(decodeBook(book)).toEqual({
      against: 0x7c0n,
      for: 0x3fn,
      abstain: 0x800n,
      windowEnd: 1_700_003_600,
      rosterEpoch: 3,
      rulesEpoch: 2,
      start: 1_700_000_000,
      passes: true,
      ballots: [
        { seat: 7, support: 1, votes: 258, revision: 5n, digest: '0xdeadbeef' },
        { seat: 9, support: null, votes: 0, revision: 1n, digest: '0x00000001' },
      ],
    })
  })

  it('A5/D1 takes no other size for a record', () => {
    for (const wrong of ['0x', book.slice(0, -2), `${book}00`, book.slice(0, 64)] as Hex[]) expect(decodeBook(wrong)).toBeNull()
  })

  it('A5 is a fact of the DAO that logged it', () => {
    const id: Hex = `0x${'ab'.repeat(32)}`
    const topics = encodeEventTopics({ abi: daoAbi, eventName: 'DecisionRecorded', args: { id } }) as Hex[]
    const log = (data: Hex) => ({ topics, data: encodeAbiParameters([{ type: 'bytes' }], [data]), transaction: id })
    expect(decodeFact(log(book))).toMatchObject({ kind: 'fact', fact: { kind: 'recorded', decision: id, record: { passes: true } } })
    expect(decodeFact(log('0x00'))).toBeNull()
  })
})
