import { daomeshDomain, type JoinQuestion } from '@daomesh/protocol'
import { describeGenesis } from './messages.ts'
import { person, quoted, say, type Saying, worth } from './say.ts'

/** What this DAO joins, worked out from what it signs: of a founding every term, of a seat where, and with how much. */
export const joinEffects = (chainId: bigint, question: JoinQuestion): readonly Saying[] => {
  if (question.kind === 'seat')
    return [
      say('sign.ballot.seat', 'When enough say so, this DAO agrees to a seat in the DAO at {outer}: power {power}, shares {shares}.', {
        outer: person(question.outer),
        power: question.power.toString(),
        shares: question.shares.toString(),
      }),
      question.tribute === undefined
        ? say('sign.ballot.seat.free', 'It pays nothing and gives nobody power here.')
        : say(
            'sign.ballot.seat.tribute',
            'It lets that DAO take {amount} of this DAO, at any time from when this is enacted. It gives nobody power here.',
            {
              amount: worth(question.tribute.token, question.tribute.amount),
            },
          ),
    ]
  const { genesis, factory } = question
  // The title of a founding that is signed alone says the same.
  const [, ...terms] = describeGenesis(daomeshDomain(chainId, factory), genesis)
  return [
    say('sign.ballot.found', 'When enough say so, this DAO founds the DAO {name}, on just these terms:', { name: quoted(genesis.name) }),
    ...terms,
  ]
}
