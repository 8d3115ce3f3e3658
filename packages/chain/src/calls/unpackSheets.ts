import { type Address, type DecisionId, fromCompactSignature, fromHex, type Hex, type Member, memberKinds, to0x } from '@daomesh/protocol'
import { Revert } from '../errors/revert.ts'

/** A sheet as a call received it: the same content that its member signed. */
export type UnpackedSheet = {
  readonly member: Address
  readonly kind: number
  readonly revision: bigint
  readonly choices: readonly { readonly decision: DecisionId; readonly support: number; readonly votes: bigint }[]
  readonly signature: Hex
}

/** Whether votes may stand in the sheets: `enact` refuses them, records read them. */
export type VotesIn = 'none' | 'any'

/** The inverse of `packSheets` (contracts SPEC S2); witnesses behind the sheets are left alone. */
export const unpackSheets = (
  packed: Hex,
  agenda: readonly DecisionId[],
  roster: readonly Member[],
  votesIn: VotesIn = 'none',
): readonly UnpackedSheet[] => {
  const bytes = fromHex(packed)
  let at = 0
  const take = (size: number): Uint8Array => {
    if (at + size > bytes.length) throw new Revert('Sheets_Truncated')
    at += size
    return bytes.subarray(at - size, at)
  }
  const number = (size: number): bigint => take(size).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
  const byte = (): number => Number(number(1))

  let seen = 0n
  return Array.from({ length: byte() }, (_, group) => {
    const revision = number(8)
    const count = byte()
    const seats = number(8)
    if (seats >> BigInt(roster.length)) throw new Revert('Sheets_UnknownSeat', [String(group)])
    if (seats & seen) throw new Revert('Sheets_DuplicateSeat', [String(group)])
    seen |= seats
    const answered = new Set<DecisionId>()
    const choices = Array.from({ length: count }, (_, choice) => {
      const decision = agenda[byte()]
      const said = byte()
      const flagged = votesIn === 'any' && said >= 0x80
      const support = flagged ? said - 0x80 : said
      const votes = flagged ? number(2) : 0n
      if (decision === undefined || support > 2 || (flagged && votes === 0n) || answered.has(decision))
        throw new Revert('Sheets_BadChoice', [String(group), String(choice)])
      answered.add(decision)
      return { decision, support, votes }
    })
    const signers = roster.filter((_, seat) => seats & (1n << BigInt(seat)))
    return signers.map(({ account, kind }) => {
      const signature = to0x(take(kind === 0 ? 64 : Number(number(2))))
      return { member: account, kind, revision, choices, signature }
    })
  }).flat()
}

/** The same with the signatures of keys in 65 bytes again, as their members gave them. */
export const unpackSigned = (
  packed: Hex,
  agenda: readonly DecisionId[],
  roster: readonly Member[],
  votesIn: VotesIn = 'none',
): readonly UnpackedSheet[] =>
  unpackSheets(packed, agenda, roster, votesIn).map((sheet) =>
    sheet.kind === memberKinds.key ? { ...sheet, signature: to0x(fromCompactSignature(fromHex(sheet.signature))) } : sheet,
  )
