import type { BountySummary } from './bounties.ts'

const roles = ['issuer', 'hunter', 'arbiter', 'reviewer'] as const

/** What an account is in a bounty, the heaviest first; null: something else, such as who does a part of it. */
export const agreementRoleOf = (
  bounty: Pick<BountySummary, 'issuer' | 'hunter' | 'reviewer' | 'arbiter'>,
  account: string,
): (typeof roles)[number] | null => roles.find((role) => bounty[role] === account) ?? null
