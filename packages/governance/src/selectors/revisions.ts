import { type Address, ballotSheetSchema, type Hex, type Member, memberKinds } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { SheetValue } from '../fold/values.ts'
import { type Registers, valuesOf } from './registers.ts'

const sheetKeys = (registers: Registers, member: Address): readonly { readonly revision: bigint; readonly digest: Hex }[] => {
  const prefix = keys.sheetsOf(member)
  return registers.entries(prefix).map(({ key }) => {
    const [revision = '', digest = ''] = key.slice(prefix.length).split('/')
    return { revision: BigInt(revision), digest: digest as Hex }
  })
}

/**
 * The greatest revision this member ever signed as far as is known here; 0 when none.
 * @example
 * latestRevision(registers, alice) // => 0n
 */
export const latestRevision = (registers: Registers, member: Address): bigint => sheetKeys(registers, member).at(-1)?.revision ?? 0n

/**
 * The revision for a new sheet: above all known ones and not below what was revoked on chain.
 * @example
 * nextRevision(registers, alice, state) // => 1n
 */
export const nextRevision = (registers: Registers, member: Address, state: ChainState): bigint => {
  const next = latestRevision(registers, member) + 1n
  const minimum = state.minRevisions.get(member) ?? 0n
  return next > minimum ? next : minimum
}

/**
 * Whether a member signed different sheets under one revision (G7). A DAO answers each decision apart (S21), under a revision that follows from it and that two
 * decisions can share: of it only two answers to one decision are one.
 */
export const equivocatesAt = (registers: Registers, { account, kind }: Pick<Member, 'account' | 'kind'>, revision: bigint): boolean => {
  const sheets = valuesOf<SheetValue>(registers, keys.sheetsAt(account, revision))
  if (sheets.length < 2 || kind !== memberKinds.contract) return sheets.length > 1
  const answered = sheets.flatMap(({ sheet }) => ballotSheetSchema.parse(sheet).choices.map(({ decision }) => decision))
  return new Set(answered).size < answered.length
}

export type Equivocation = { readonly member: Address; readonly revision: bigint; readonly digests: readonly Hex[] }

/**
 * Revisions under which a member signed different sheets: the digests are the proof, the larger one counts (R4).
 * @example
 * equivocationsOf(registers, { account: alice, kind: 0 }) // => []
 */
export const equivocationsOf = (registers: Registers, member: Pick<Member, 'account' | 'kind'>): readonly Equivocation[] => {
  const digests = new Map<bigint, Hex[]>()
  for (const { revision, digest } of sheetKeys(registers, member.account)) digests.set(revision, [...(digests.get(revision) ?? []), digest])
  return [...digests]
    .filter(([revision, list]) => list.length > 1 && equivocatesAt(registers, member, revision))
    .map(([revision, list]) => ({ member: member.account, revision, digests: list }))
}
