import type { ProposalRow } from '@daomesh/governance'
import { type Decision, zeroAddress } from '@daomesh/protocol'

/** Its calls may still be carried out: what passes, or was recorded, is nearer to that than what is open. */
export const underWay: ReadonlySet<ProposalRow['status']> = new Set(['open', 'decisive', 'passing', 'recorded', 'executable'])

/** It comes after nothing and is reserved to nobody, so whoever has the ballots can carry it out. */
export const isFree = ({ executor, afterDecision }: Pick<Decision, 'executor' | 'afterDecision'>): boolean =>
  executor === zeroAddress && BigInt(afterDecision) === 0n
