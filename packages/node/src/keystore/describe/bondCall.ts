import { bondsAddress, decodeBond } from '@daomesh/chain'
import type { BondAction, Call } from '@daomesh/protocol'
import { ether, person, say, type Saying } from './say.ts'

const sentenceOf = (action: BondAction): Saying => {
  switch (action.kind) {
    case 'bond':
      return action.amount === 0n
        ? say('sign.bond.stay', 'Takes the notice of your market bond back: it stays locked.')
        : say(
            'sign.bond.bond',
            'Locks {amount} as your market bond. Nobody else can take it; you have it back seven days after your notice.',
            {
              amount: ether(action.amount),
            },
          )
    case 'unbond':
      return say(
        'sign.bond.unbond',
        'Gives notice of your market bond: in seven days you can withdraw all of it, and until then it counts for nothing.',
      )
    case 'withdraw':
      return BigInt(action.recipient) === 0n
        ? say('sign.bond.withdraw', 'Withdraws all of your market bond, to this account.')
        : say('sign.bond.withdrawTo', 'Withdraws all of your market bond, to {recipient}.', { recipient: person(action.recipient) })
  }
}

/** A call of the contract of market bonds in words; null for any other call, and for one that the contract does not take. */
export const describeBondCall = ({ target, value, data }: Pick<Call, 'target' | 'value' | 'data'>): readonly Saying[] | null => {
  const action = target === bondsAddress() ? decodeBond({ data, value }) : null
  // Only a bond takes ETH; with anything else it would be refused, and is shown as it is.
  return action === null || (action.kind !== 'bond' && value > 0n) ? null : [sentenceOf(action)]
}
