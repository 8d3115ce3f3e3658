import { address, decisionId, packSheets, type SignedSheet } from '@daomesh/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unpackSheets } from './unpackSheets.ts'

const roster = Array.from({ length: 64 }, (_, i) => ({
  account: address.parse(`0x${(i + 1).toString(16).padStart(40, '0')}`),
  kind: i % 5 === 4 ? 1 : 0,
  power: 1n,
  shares: 1n,
}))
const idOf = (i: number) => decisionId.parse(`0x${(i + 1).toString(16).padStart(64, '0')}`)

describe('packed ballot sheets', () => {
  it('S2 unpack to what was packed, whatever was answered and whoever signed', () => {
    const choice = fc.record({
      decision: fc.nat(7).map(idOf),
      support: fc.nat(2),
      votes: fc.oneof(fc.constant(0n), fc.bigInt(1n, 65_535n)),
    })
    const choices = fc.uniqueArray(choice, { selector: (one) => one.decision, maxLength: 8 })
    const answer = fc.record({ seat: fc.nat(63), revision: fc.bigInt(0n, 2n ** 64n - 1n), choices })
    const answers = fc.uniqueArray(answer, { selector: (one) => one.seat, maxLength: 12 })
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 8 }), (given, tallied) => {
        const sheets = given.map(({ seat, revision, choices }): SignedSheet => {
          const { account, kind } = roster[seat]!
          // The compact form, which packing leaves as it is: r, then s with a clear top bit.
          const signature = kind === 0 ? (`0x${'11'.repeat(32)}22${'33'.repeat(31)}` as const) : (`0x${'ab'.repeat(seat)}` as const)
          return { member: account, revision, choices, signature }
        })
        const decisions = Array.from({ length: tallied }, (_, i) => idOf(i))
        const packed = packSheets({ seats: roster, decisions, sheets })
        const agenda = [...decisions, ...packed.others.map((other) => decisionId.parse(other))]
        const byMember = <T extends { readonly member: string }>(all: readonly T[]) =>
          all.toSorted((a, b) => (a.member < b.member ? -1 : 1))
        const unpacked = unpackSheets(packed.sheets, agenda, roster, 'any').map(({ kind: _, ...sheet }) => sheet)
        expect(byMember(unpacked)).toEqual(byMember(sheets))
        const anyVotes = sheets.some((sheet) => sheet.choices.some(({ votes }) => votes !== 0n))
        if (anyVotes) expect(() => unpackSheets(packed.sheets, agenda, roster)).toThrow('Sheets_BadChoice')
      }),
      { numRuns: 100 },
    )
  })

  it('D1 names what is wrong with bytes that do not fit', () => {
    const twoMembers = roster.slice(0, 2)
    expect(() => unpackSheets('0x01', [], twoMembers)).toThrow('Sheets_Truncated')
    expect(() => unpackSheets(`0x01${'00'.repeat(8)}00${'00'.repeat(7)}04`, [], twoMembers)).toThrow('Sheets_UnknownSeat')
    expect(() => unpackSheets(`0x01${'00'.repeat(8)}01${'00'.repeat(8)}0500`, [idOf(0)], twoMembers)).toThrow('Sheets_BadChoice')
    // Votes of zero are not flagged: one encoding only.
    const flagged = `0x01${'00'.repeat(8)}01${'00'.repeat(7)}0100810000${'77'.repeat(64)}` as const
    expect(() => unpackSheets(flagged, [idOf(0)], twoMembers, 'any')).toThrow('Sheets_BadChoice')
    const group = `${'00'.repeat(8)}00${'00'.repeat(7)}01${'77'.repeat(64)}`
    expect(() => unpackSheets(`0x02${group}${group}`, [], twoMembers)).toThrow('Sheets_DuplicateSeat')
  })
})
