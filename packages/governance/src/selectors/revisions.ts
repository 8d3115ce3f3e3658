import type { Address, Hex } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { Registers } from './registers.ts'

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

export type Equivocation = { readonly member: Address; readonly revision: bigint; readonly digests: readonly Hex[] }

/**
 * Revisions under which a member signed different sheets: the digests are the proof, the larger one counts (R4).
 * @example
 * equivocationsOf(registers, alice) // => []
 */
export const equivocationsOf = (registers: Registers, member: Address): readonly Equivocation[] => {
  const digests = new Map<bigint, Hex[]>()
  for (const { revision, digest } of sheetKeys(registers, member)) digests.set(revision, [...(digests.get(revision) ?? []), digest])
  return [...digests].filter(([, list]) => list.length > 1).map(([revision, list]) => ({ member, revision, digests: list }))
}
