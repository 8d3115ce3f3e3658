import { type Address, type DecisionId, fromHex, type Hex, type Member, to0x } from '@daomesh/protocol'
import { Revert } from './revert.ts'

/** A sheet as `enact` received it: the same content that its member signed. */
export type UnpackedSheet = {
  readonly member: Address
  readonly kind: number
  readonly revision: bigint
  readonly choices: readonly { readonly decision: DecisionId; readonly support: number }[]
  readonly signature: Hex
}

/** The inverse of `packSheets` (contracts SPEC S2); witnesses behind the sheets are left alone. */
export const unpackSheets = (packed: Hex, agenda: readonly DecisionId[], roster: readonly Member[]): readonly UnpackedSheet[] => {
  const bytes = fromHex(packed)
  let at = 0
  const take = (size: number): Uint8Array => {
    if (at + size > bytes.length) throw new Revert('Sheets_Truncated')
    at += size
    return bytes.subarray(at - size, at)
  }
  const number = (size: number): bigint => take(size).reduce((value, byte) => (value << 8n) | BigInt(byte), 0n)
  const byte = (): number => Number(number(1))

  const templates = Array.from({ length: byte() }, (_, template) => {
    const revision = number(8)
    const choices = Array.from({ length: byte() }, (_, choice) => {
      const decision = agenda[byte()]
      const support = byte()
      if (decision === undefined || support > 2) throw new Revert('Sheets_BadChoice', [String(template), String(choice)])
      return { decision, support }
    })
    return { revision, choices }
  })
  let next = 0
  return Array.from({ length: byte() }, () => {
    const seat = byte()
    const template = templates[byte()]
    const member = roster[seat]
    if (seat < next) throw new Revert('Sheets_NotSorted', [String(seat)])
    if (member === undefined) throw new Revert('Sheets_UnknownSeat', [String(seat)])
    if (template === undefined) throw new Revert('Sheets_UnknownTemplate', [String(seat)])
    next = seat + 1
    const signature = to0x(take(member.kind === 0 ? 64 : Number(number(2))))
    return { member: member.account, kind: member.kind, ...template, signature }
  })
}
