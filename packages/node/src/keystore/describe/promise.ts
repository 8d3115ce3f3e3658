import { memberKinds, type PowerPromise } from '@daomesh/protocol'
import { person, quoted, say, type Saying, worth } from './say.ts'

/** What a DAO promises the hunter of a bounty, worked out from the calls: the first one fails before all was paid, a second time, and from another power. */
export const promiseEffects = ({ agreement, terms, kind, held }: PowerPromise): readonly Saying[] => {
  const { hunter, amount, token } = agreement
  const all = { hunter: person(hunter), power: terms.power, held: held.toString(), sum: (held + BigInt(terms.power)).toString() }
  return [
    say(
      BigInt(token) === 0n ? 'sign.ballot.promise.ether' : 'sign.ballot.promise.tokens',
      'Once all {amount} of the bounty {title} were paid, and not before:',
      { amount: worth(token, amount), title: quoted(terms.title) },
    ),
    held === 0n
      ? say(
          'sign.ballot.promise.newcomer',
          '{hunter} gets {power} power in this DAO. Who has no seat here becomes a member, without shares.',
          all,
        )
      : say('sign.ballot.promise.more', '{hunter} gets {power} power more in this DAO: {sum} instead of {held}.', all),
    ...(kind === memberKinds.contract
      ? [say('sign.ballot.promise.reads', 'The members of a DAO that has a seat here can read what is written in this DAO.')]
      : []),
    say('sign.ballot.promise.once', 'Once for this bounty. If less is paid, nothing is given.'),
  ]
}
