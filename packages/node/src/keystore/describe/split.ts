import type { PlannedSplit } from '@daomesh/governance'
import type { Address } from '@daomesh/protocol'
import { ether, person, say, type Sentence, short } from './say.ts'

const money = (token: Address, amount: bigint): string =>
  BigInt(token) === 0n ? ether(amount) : `${amount} units of the token at ${person(token)}`

/** What this DAO passes on of a bounty that it takes, worked out from what it signs: the digest binds the escrow, the bounty and every part. */
export const splitEffects = ({ question: { agreement, parts, escrow }, bounty, tree }: PlannedSplit): readonly Sentence[] => [
  say('sign.ballot.split', 'When enough say so, this DAO passes on {sum} of the {amount} of its bounty {bounty}, for good:', {
    sum: money(agreement.token, tree.sum),
    amount: money(agreement.token, agreement.amount),
    bounty: short(bounty),
    id: bounty,
  }),
  ...parts.map((part) =>
    say('sign.ballot.split.part', '{amount} at most to {payee}.', {
      amount: money(agreement.token, part.agreement.amount),
      payee: person(part.agreement.hunter),
    }),
  ),
  say('sign.ballot.split.escrow', 'It is paid from the escrow at {escrow}.', { escrow: person(escrow) }),
]
