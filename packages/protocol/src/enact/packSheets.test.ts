import { describe, expect, test } from 'vitest'
import { fromHex, type Hex, to0x } from '../bytes.ts'
import { packSheets, type PackSheetsParameters, type SignedSheet } from './packSheets.ts'

const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
const account = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`
/** 64 bytes that name their signer: what they are worth is the contract's business. */
const signature = (n: number): Hex => `0x${n.toString(16).padStart(2, '0').repeat(64)}`

const seats = [1, 2, 3, 4].map((n) => ({ account: account(n), kind: n === 4 ? 1 : 0 }))
const sheet = (member: number, answers: readonly (readonly [number, number])[], rest: Partial<SignedSheet> = {}): SignedSheet => ({
  member: account(member),
  revision: 0n,
  choices: answers.map(([decision, support]) => ({ decision: id(decision), support, votes: 0n })),
  signature: signature(member),
  ...rest,
})
const pack = (sheets: readonly SignedSheet[], rest: Partial<PackSheetsParameters> = {}) =>
  packSheets({ seats, decisions: [id(7)], sheets, ...rest })
const bytesOf = (n: number): string => n.toString(16).padStart(2, '0').repeat(64)

describe('packSheets', () => {
  test('S2 equal sheets form one group, signatures by seat whatever the order they came in', () => {
    const { others, sheets } = pack([sheet(3, [[7, 1]]), sheet(1, [[7, 1]])])
    expect(others).toEqual([])
    expect(sheets).toBe(`0x01${'00'.repeat(8)}01${'00'.repeat(7)}050001${bytesOf(1)}${bytesOf(3)}`)
  })

  test('S2 another support, order or revision makes another group', () => {
    const one = sheet(1, [
      [7, 1],
      [8, 0],
    ])
    const groups = (other: SignedSheet): number => fromHex(pack([one, other]).sheets)[0] ?? 0
    expect(
      groups(
        sheet(2, [
          [7, 1],
          [8, 0],
        ]),
      ),
    ).toBe(1)
    expect(
      groups(
        sheet(2, [
          [7, 1],
          [8, 2],
        ]),
      ),
    ).toBe(2)
    expect(
      groups(
        sheet(2, [
          [8, 0],
          [7, 1],
        ]),
      ),
    ).toBe(2)
    expect(
      groups(
        sheet(
          2,
          [
            [7, 1],
            [8, 0],
          ],
          { revision: 1n },
        ),
      ),
    ).toBe(2)
  })

  test('S2 what is not enacted now follows as others, and choices keep the signed order', () => {
    const { others, sheets } = pack([
      sheet(
        2,
        [
          [9, 2],
          [7, 1],
          [8, 0],
        ],
        { revision: 258n },
      ),
    ])
    expect(others).toEqual([id(9), id(8)])
    expect(sheets).toBe(`0x01000000000000010203${'00'.repeat(7)}02010200010200${bytesOf(2)}`)
  })

  test('S2/R8 votes follow a flagged support in two bytes, and only where there are any', () => {
    const votes = [
      { decision: id(7), support: 1, votes: 258n },
      { decision: id(8), support: 0, votes: 0n },
      { decision: id(9), support: 2, votes: 1n },
    ]
    const { sheets } = pack([sheet(1, [], { choices: votes })])
    expect(sheets).toBe(`0x01${'00'.repeat(8)}03${'00'.repeat(7)}01008101020100028200 01${bytesOf(1)}`.replace(' ', ''))
  })

  test('S2 a contract signature carries its length, an empty one too', () => {
    expect(pack([sheet(4, [[7, 1]], { signature: '0xabcdef' })]).sheets.endsWith('0800010003abcdef')).toBe(true)
    expect(pack([sheet(4, [[7, 1]], { signature: '0x' })]).sheets.endsWith('0800010000')).toBe(true)
  })

  test('S2 witnesses follow the sheets', () => {
    const without = pack([sheet(1, [[7, 1]])]).sheets
    const witness = to0x(new Uint8Array(288).fill(5))
    expect(pack([sheet(1, [[7, 1]])], { witnesses: [witness] }).sheets).toBe(without + witness.slice(2))
  })

  test('C4 refuses strangers, second sheets, double answers and doubled decisions', () => {
    const wrong: readonly (() => unknown)[] = [
      () => pack([sheet(5, [[7, 1]])]),
      () => pack([sheet(1, [[7, 1]]), sheet(1, [[7, 0]])]),
      () =>
        pack([
          sheet(1, [
            [7, 1],
            [7, 0],
          ]),
        ]),
      () => pack([sheet(1, [[7, 1]])], { decisions: [id(7), id(7)] }),
      () => pack([sheet(1, [[7, 3]])]),
      () => pack([sheet(1, [[7, 1]], { revision: 1n << 64n })]),
      () => pack([sheet(1, [], { choices: [{ decision: id(7), support: 1, votes: 1n << 16n }] })]),
      () => pack([sheet(1, [], { choices: [{ decision: id(7), support: 1, votes: -1n }] })]),
      () => pack([sheet(1, [[7, 1]], { signature: '0x00' })]),
      () =>
        pack([
          sheet(
            1,
            Array.from({ length: 256 }, (_, n) => [n, 1] as const),
          ),
        ]),
    ]
    for (const attempt of wrong) expect(attempt).toThrow('INPUT_INVALID')
  })

  test('ids and accounts are compared whatever their case', () => {
    const lower = pack([sheet(1, [[0xabc, 1]])], { decisions: [id(0xabc)] })
    const upper = packSheets({
      seats,
      decisions: [`0x${id(0xabc).slice(2).toUpperCase()}`],
      sheets: [sheet(1, [[0xabc, 1]])],
    })
    expect(upper).toEqual(lower)
  })
})
