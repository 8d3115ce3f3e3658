import { decodeRound, roundIdOf, roundsAddress } from '@daomesh/chain'
import type { Call, RoundAction } from '@daomesh/protocol'
import { moment, percent, person, say, type Saying, short, worth } from './say.ts'

/** Which round an action is about, by what the round states itself. */
const roundOf = (action: RoundAction): readonly Saying[] => {
  if (action.kind === 'claim') return []
  const { confederation, closesAt, finaliseBy, minimum, token } = action.round
  return [
    say(
      'sign.round.about',
      'It is about the round {id} of {confederation}: gifts until {closes}, counted until {counted}, at least {minimum}.',
      {
        id: short(roundIdOf(action.round)),
        confederation: person(confederation),
        closes: moment(closesAt),
        counted: moment(finaliseBy),
        minimum: worth(token, minimum),
      },
    ),
  ]
}

const sentencesOf = (action: RoundAction): readonly Saying[] => {
  switch (action.kind) {
    case 'open':
      return [
        say('sign.round.open', 'Opens a round of {count} project(s); the pool matches each with at most {cap} of it.', {
          count: action.projects.length.toString(),
          cap: percent(action.round.capBps),
        }),
        ...action.projects.map(({ payee, contentHash }, i) =>
          say('sign.round.project', 'Project {number} is paid at {payee}; its words have the hash {hash}.', {
            number: (i + 1).toString(),
            payee: person(payee),
            hash: short(contentHash),
          }),
        ),
      ]
    case 'fund':
      return [
        say('sign.round.fund', 'Gives {amount} to the pool of a round; what is not needed comes back.', {
          amount: worth(action.round.token, action.amount),
        }),
      ]
    case 'contribute':
      return [
        say('sign.round.contribute', 'Gives {amount} to project {number} of a round, for seat {seat} of the confederation.', {
          amount: worth(action.round.token, action.amount),
          number: (action.project + 1).toString(),
          seat: action.seat.toString(),
        }),
      ]
    case 'callOff':
      return [say('sign.round.callOff', 'Calls a round off: everybody has back what they gave.')]
    case 'finalise':
      return [say('sign.round.finalise', 'Counts a round whose end is past; no money moves yet.')]
    case 'payout':
      return [
        say('sign.round.payout', 'Pays {count} project(s) of a round what is theirs; nothing of it is yours to give.', {
          count: action.which.length.toString(),
        }),
      ]
    case 'refund':
      return [
        say('sign.round.refund', 'Gives {account} back what it gave to a round that came to nothing.', { account: person(action.account) }),
      ]
    case 'refundPool':
      return [
        say('sign.round.refundPool', 'Gives {count} who gave to the pool of a round back what is left of it.', {
          count: action.numbers.length.toString(),
        }),
      ]
    case 'claim':
      return [
        say('sign.round.claim', 'Draws the credit of {account} in the contract of rounds, to {recipient}.', {
          account: person(action.account),
          recipient: person(BigInt(action.recipient) === 0n ? action.account : action.recipient),
        }),
      ]
  }
}

/** A call of the contract of rounds in words; null for any other call, and for one that it does not know. */
export const describeRoundCall = ({ target, data }: Pick<Call, 'target' | 'data'>): readonly Saying[] | null => {
  const action = target === roundsAddress() ? decodeRound(data) : null
  return action === null ? null : [...sentencesOf(action), ...roundOf(action)]
}
