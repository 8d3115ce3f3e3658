import type { AgreementQuestion } from '@daomesh/protocol'
import { ether, moment, percent, period, person, quoted, say, type Saying, short, worth } from './say.ts'

/** What a DAO takes upon it by a decision that signs an agreement, worked out from what is signed: work, money, times, who accepts and who rules. */
export const takenBounty = ({ escrow, agreement, terms }: AgreementQuestion): readonly Saying[] => {
  const { amount, token, issuer, deliverBy, reviewPeriod, reviewer, arbiter, defaultSplit, validUntil, termsHash } = agreement
  const { title, files, power } = terms
  return [
    say(
      'sign.ballot.taken.work',
      'When enough say so, this DAO signs that it takes the bounty {title}, and anyone can use that to pay it in.',
      {
        title: quoted(title),
      },
    ),
    BigInt(token) === 0n
      ? say('sign.ballot.taken.ether', 'The DAO is paid {amount} by {issuer}.', { amount: ether(amount), issuer: person(issuer) })
      : say('sign.ballot.taken.tokens', 'The DAO is paid {amount} by {issuer}.', { amount: worth(token, amount), issuer: person(issuer) }),
    ...(power === undefined
      ? []
      : [
          say(
            'sign.ballot.taken.power',
            'It is to get {power} power in the DAO at {issuer} once all was paid, if the members there promise it.',
            {
              power,
              issuer: person(issuer),
            },
          ),
        ]),
    say('sign.ballot.taken.deliver', 'It delivers by {time}. What was delivered is due {period} later, if nobody objects.', {
      time: moment(deliverBy),
      period: period(reviewPeriod),
    }),
    say('sign.ballot.taken.reviewer', 'It is accepted by {reviewer}.', { reviewer: person(reviewer) }),
    say('sign.ballot.taken.arbiter', 'In a dispute {arbiter} rules; if nothing is ruled the DAO gets {part}.', {
      arbiter: person(arbiter),
      part: percent(defaultSplit),
    }),
    say('sign.ballot.taken.valid', 'It can be funded until {time}. Until then nothing is owed.', { time: moment(validUntil) }),
    ...(files.length === 0 ? [] : [say('sign.ballot.taken.files', '{count} file(s) belong to it.', { count: files.length.toString() })]),
    say('sign.ballot.taken.terms', 'Hash of the terms {hash}, held by the escrow at {escrow}.', {
      hash: short(termsHash),
      id: termsHash,
      escrow: person(escrow),
    }),
  ]
}
