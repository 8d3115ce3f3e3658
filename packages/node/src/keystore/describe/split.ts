import type { PlannedSplit } from '@daomesh/governance'
import { person, say, type Saying, short, worth } from './say.ts'

/** What this DAO passes on of a bounty that it takes, worked out from what it signs: the digest binds the escrow, the bounty and every part. */
export const splitEffects = ({ question: { agreement, parts, escrow }, bounty, tree }: PlannedSplit): readonly Saying[] => [
  say('sign.ballot.split', 'When enough say so, this DAO passes on {sum} of the {amount} of its bounty {bounty}, for good:', {
    sum: worth(agreement.token, tree.sum),
    amount: worth(agreement.token, agreement.amount),
    bounty: short(bounty),
    id: bounty,
  }),
  ...parts.map((part) =>
    say('sign.ballot.split.part', '{amount} at most to {payee}.', {
      amount: worth(agreement.token, part.agreement.amount),
      payee: person(part.agreement.hunter),
    }),
  ),
  say('sign.ballot.split.escrow', 'It is paid from the escrow at {escrow}.', { escrow: person(escrow) }),
]
