import type { Address, Merger } from '@daomesh/protocol'
import { person, say, type Saying, worth } from './say.ts'

const pays = ({ pays: rows }: Merger): readonly Saying[] =>
  rows.length === 0
    ? [say('sign.ballot.merger.nothing', 'No money moves.')]
    : rows.map(({ token, amount }) =>
        say(
          BigInt(token) === 0n ? 'sign.ballot.merger.ether' : 'sign.ballot.merger.token',
          'The one that goes pays {amount} to the one that stays.',
          { amount: worth(token, BigInt(amount)) },
        ),
      )
const seats = ({ takes }: Merger): readonly Saying[] =>
  takes.map(({ account, power, mint }) =>
    power === '0'
      ? say('sign.ballot.merger.shares', 'In the one that stays {member} gets {shares} new shares and has no vote.', {
          member: person(account),
          shares: mint,
        })
      : say('sign.ballot.merger.seat', 'In the one that stays {member} has power {power} and gets {shares} new shares.', {
          member: person(account),
          power,
          shares: mint,
        }),
  )

/** What both DAOs do in a merger, worked out from the calls: the terms of the meeting bind what the other one does. */
export const mergerEffects = (merger: Merger, partner: Address): readonly Saying[] => {
  const { power, shares } = merger
  const isGoing = merger.into === partner
  return [
    isGoing
      ? say('sign.ballot.merger.goes', 'This DAO goes into the DAO at {partner}.', { partner: person(partner) })
      : say('sign.ballot.merger.stays', 'The DAO at {partner} goes into this DAO.', { partner: person(partner) }),
    ...pays(merger),
    ...seats(merger),
    say(
      'sign.ballot.merger.weights',
      'A unit of power of the one that goes becomes {power} in the other, a share {shares}, rounded down. Nobody else’s shares change.',
      { power: `${power.numerator}/${power.denominator}`, shares: `${shares.numerator}/${shares.denominator}` },
    ),
    say('sign.ballot.merger.exact', 'If anybody’s seat changes before, or less money is left, nothing of it happens.'),
    say('sign.ballot.partnership.both', 'One transaction does both, or neither happens.'),
  ]
}
