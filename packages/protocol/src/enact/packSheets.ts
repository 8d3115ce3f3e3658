import { concatBytes, fromHex, type Hex, to0x } from '../bytes.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { limits } from '../limits.ts'
import { toCompactSignature } from './compactSignature.ts'

/** What packing needs to know of a seat: seats are in roster order, which is ascending by account. `kind` 0 is a key, 1 a contract. */
export type PackedSeat = { readonly account: Hex; readonly kind: number }

/** `support`: 0 against, 1 for, 2 abstain. `votes` are spent in quadratic counting, which reads them where a decision is recorded; `enact` takes 0n only. */
export type PackedChoice = { readonly decision: Hex; readonly support: number; readonly votes: bigint }

/** A signed sheet; `choices` in the order that was signed. A key signs 65 or 64 bytes, a contract whatever its ERC-1271 takes. */
export type SignedSheet = {
  readonly member: Hex
  readonly revision: bigint
  readonly choices: readonly PackedChoice[]
  readonly signature: Hex
}

export type PackSheetsParameters = {
  /** The roster of the epoch that is current on chain; for a record, of the epoch that the decision cites. */
  readonly seats: readonly PackedSeat[]
  /** Ids of the decisions to enact, in the order of the call; for a record its one decision. */
  readonly decisions: readonly Hex[]
  readonly sheets: readonly SignedSheet[]
  /** `encodeAfterWitness` of every decision that one of `decisions` comes after and that is not among them. */
  readonly witnesses?: readonly Hex[]
}

export type PackSheetsReturnType = { readonly others: readonly Hex[]; readonly sheets: Hex }

const maxRevision = (1n << 64n) - 1n
/** More could never be paid: credits fit 16 bits, and votes cost their square. */
const maxVotes = 0xffffn

const refuse = (field: string, reason: string): never => {
  throw new DaomeshError('INPUT_INVALID', { meta: { field, reason } })
}

const uint = (value: bigint, size: number): Uint8Array => fromHex(value.toString(16).padStart(2 * size, '0'))
const same = (id: Hex): Hex => id.toLowerCase() as Hex

/** Everything the sheets answer: first what is enacted, then the rest in order of first mention. */
const collectOthers = (decisions: readonly Hex[], sheets: readonly SignedSheet[]): readonly Hex[] => {
  const known = new Set(decisions.map(same))
  const others: Hex[] = []
  for (const { decision } of sheets.flatMap((sheet) => sheet.choices)) {
    if (known.has(same(decision))) continue
    known.add(same(decision))
    others.push(same(decision))
  }
  return others
}

/** Two parts of a group's head and its choices; the bits of the seats go between them. */
const encodeAnswers = (
  sheet: SignedSheet,
  agenda: ReadonlyMap<Hex, number>,
): { readonly head: Uint8Array; readonly choices: Uint8Array } => {
  if (sheet.revision < 0n || sheet.revision > maxRevision) refuse('revision', 'it does not fit 64 bits')
  if (sheet.choices.length > limits.agendaDecisions) refuse('choices', 'a sheet answers at most 255 decisions')
  const answered = new Set<Hex>()
  const choices = sheet.choices.map((choice) => {
    const id = same(choice.decision)
    if (answered.has(id)) refuse('choices', 'a sheet answers a decision twice')
    answered.add(id)
    if (![0, 1, 2].includes(choice.support)) refuse('support', 'it is none of 0, 1, 2')
    if (choice.votes < 0n || choice.votes > maxVotes) refuse('votes', 'they do not fit 16 bits')
    const index = agenda.get(id) ?? refuse('decision', 'it is not on the agenda')
    if (choice.votes === 0n) return Uint8Array.of(index, choice.support)
    return concatBytes(Uint8Array.of(index, choice.support | 0x80), uint(choice.votes, 2))
  })
  return { head: concatBytes(uint(sheet.revision, 8), Uint8Array.of(choices.length)), choices: concatBytes(...choices) }
}

const encodeSignature = (seat: PackedSeat, signature: Uint8Array): Uint8Array => {
  if (seat.kind === 0) return toCompactSignature(signature)
  if (signature.length > 0xffff) refuse('signature', 'a contract signature has at most 65535 bytes')
  return concatBytes(uint(BigInt(signature.length), 2), signature)
}

type Group = { readonly head: Uint8Array; readonly choices: Uint8Array; readonly signatures: Map<number, Uint8Array> }

const encodeGroup = ({ head, choices, signatures }: Group): Uint8Array => {
  const signed = [...signatures].sort(([a], [b]) => a - b)
  const seats = signed.reduce((bits, [seat]) => bits | (1n << BigInt(seat)), 0n)
  return concatBytes(head, uint(seats, 8), choices, ...signed.map(([, signature]) => signature))
}

/**
 * Packs ballot sheets for `Dao.enact`, and for records (SPEC S2 of the contracts). Sheets with the same answers and revision form a group, so a dozen equal
 * sheets cost little more than their signatures.
 * @throws DaomeshError INPUT_INVALID when a signer has no seat, signed twice, or something does not fit the format.
 * @example
 * const id = decisionIdOf(chain.chainId, dao, decision)
 * const signed = { ...sheet, choices: [{ decision: id, support: 1, votes: 0n }], signature: to0x(new Uint8Array(64).fill(1)) }
 * const { others, sheets } = packSheets({ seats: members, decisions: [id], sheets: [signed] })
 * others // => []
 * sheets.length // => 2 + 2 * (1 + 8 + 1 + 8 + 2 + 64)
 */
export const packSheets = (parameters: PackSheetsParameters): PackSheetsReturnType => {
  const { seats, decisions, sheets, witnesses = [] } = parameters
  const others = collectOthers(decisions, sheets)
  const agenda = new Map([...decisions.map(same), ...others].map((id, index) => [id, index]))
  if (agenda.size !== decisions.length + others.length) refuse('decisions', 'a decision is on the agenda twice')
  if (agenda.size > limits.agendaDecisions) refuse('decisions', 'an agenda has at most 255 decisions')

  const seatOf = new Map(seats.map((seat, index) => [same(seat.account), { index, seat }]))
  const groups = new Map<Hex, Group>()
  const signers = new Set<number>()
  for (const sheet of sheets) {
    const { index, seat } = seatOf.get(same(sheet.member)) ?? refuse('member', 'it has no seat in this roster')
    if (signers.has(index)) refuse('member', 'it has two sheets')
    signers.add(index)
    const { head, choices } = encodeAnswers(sheet, agenda)
    const key = to0x(concatBytes(head, choices))
    const group = groups.get(key) ?? { head, choices, signatures: new Map<number, Uint8Array>() }
    groups.set(key, group)
    group.signatures.set(index, encodeSignature(seat, fromHex(sheet.signature)))
  }

  return {
    others,
    sheets: to0x(
      concatBytes(Uint8Array.of(groups.size), ...[...groups.values()].map(encodeGroup), ...witnesses.map((witness) => fromHex(witness))),
    ),
  }
}
