import { spinOffTerms } from '@daomesh/chain'
import type { Address, SpinOffQuestion } from '@daomesh/protocol'
import { describeRules } from './rules.ts'
import { person, quoted, say, type Saying } from './say.ts'

const tokenSentence = (token: Address): Saying =>
  BigInt(token) === 0n
    ? say('sign.ballot.spinOff.ether', 'Of the chain’s own coin in the treasury their part, by shares, rounded down.')
    : say('sign.ballot.spinOff.token', 'Of the token at {token} their part, by shares, rounded down.', { token: person(token) })

/** Who leaves together into which DAO, and what goes along, worked out from the call. */
export const spinOffEffects = (question: SpinOffQuestion): readonly Saying[] => {
  const { genesis, tokens } = question
  return [
    say('sign.ballot.spinOff', 'When it is enacted, these {count} members leave this DAO into the new DAO {name} at {dao}:', {
      count: genesis.members.length.toString(),
      name: quoted(genesis.name),
      dao: person(spinOffTerms(question).newDao),
    }),
    ...genesis.members.map(({ account, power, shares }) =>
      say('sign.ballot.spinOff.member', '{account}, with power {power} and all of its {shares} shares.', {
        account: person(account),
        power: power.toString(),
        shares: shares.toString(),
      }),
    ),
    say('sign.ballot.spinOff.along', 'What goes along:'),
    ...tokens.map(tokenSentence),
    say(
      'sign.ballot.spinOff.own',
      'If you are one of them, your Yes lets your seat and your shares here go. Without the own Yes of each of them nothing of it happens.',
    ),
    say('sign.ballot.spinOff.rules', 'The rules of the new DAO:'),
    ...describeRules(genesis.rules),
  ]
}
