import { decodeEscrow, escrowAddress, priceOf } from '@daomesh/chain'
import { type Call, type EscrowAction, noBounty } from '@daomesh/protocol'
import { numbersOf } from './numbersOf.ts'
import { moment, person, say, type Saying, short, type Worth, worth } from './say.ts'

/** Which bounty an action is about, by what its agreement says. */
const bountyOf = (action: EscrowAction): readonly Saying[] => {
  if (!('agreement' in action)) return []
  const { token, amount, issuer, hunter, termsHash, parent } = action.agreement
  return [
    say('sign.escrow.bounty', 'It is about the bounty of {amount} from {issuer} to {hunter} with the terms {terms}.', {
      amount: worth(token, amount),
      issuer: person(issuer),
      hunter: person(hunter),
      terms: short(termsHash),
    }),
    ...(parent === noBounty ? [] : [say('sign.escrow.parent', 'It is a part of the bounty {id}.', { id: short(parent) })]),
  ]
}

const bonded = (action: EscrowAction): Worth => {
  const { token, amount } = priceOf(action)
  return worth(token, amount)
}

/** Which parts are accepted, a split after the other: who signs sees that it is these and no others. */
const acceptedParts = ({ levels }: Extract<EscrowAction, { readonly kind: 'acceptLeaves' }>): readonly Saying[] =>
  levels.map(({ split, block, leaves }) =>
    say('sign.escrow.acceptLeaves', 'Accepts the parts {numbers} of the split {split}.', {
      numbers: numbersOf(block, leaves),
      split: split.toString(),
    }),
  )
type OneSentence = Exclude<EscrowAction, { readonly kind: 'acceptLeaves' }>
const sentenceOf = (action: OneSentence): Saying => {
  switch (action.kind) {
    case 'fund': {
      const { token, amount, hunter, arbiter, deliverBy } = action.agreement
      return say('sign.escrow.fund', 'Pays {amount} into the escrow, for what {hunter} delivers by {time}; in a dispute {arbiter} rules.', {
        amount: worth(token, amount),
        hunter: person(hunter),
        arbiter: person(arbiter),
        time: moment(deliverBy),
      })
    }
    case 'cancel':
      return say('sign.escrow.cancel', 'Takes your word back: this bounty can never be paid in.')
    case 'split': {
      const sum = action.splits.reduce((all, one) => all + one.sum, 0n)
      return say('sign.escrow.split', 'Hands {sum} of it on by {count} split(s), for good.', {
        sum: worth(action.agreement.token, sum),
        count: action.splits.length.toString(),
      })
    }
    case 'deliver':
      return say('sign.escrow.deliver', 'Delivers: the review begins. What is delivered has the SHA-256 {hash}.', {
        hash: action.contentHash,
      })
    case 'accept':
      return say('sign.escrow.accept', 'Accepts all of it: {amount} is released.', {
        amount: worth(action.agreement.token, action.agreement.amount),
      })
    case 'object':
      return say('sign.escrow.object', 'Objects to what was delivered, with a bond of {bond}.', { bond: bonded(action) })
    case 'objectLeaf':
      return say('sign.escrow.objectLeaf', 'Objects to the part of {payee}, with a bond of {bond}.', {
        payee: person(action.sub.hunter),
        bond: bonded(action),
      })
    case 'contest':
      return say('sign.escrow.contest', 'Brings the objection to {node} before its arbiter.', { node: short(action.node) })
    case 'rule':
      return say('sign.escrow.rule', 'Rules about {node}: its hunter gets {units} of the smallest unit.', {
        node: short(action.node),
        units: action.hunterAmount.toString(),
      })
    case 'release':
      return say('sign.escrow.release', 'Does what time or a ruling has made due.')
    case 'refund':
      return say('sign.escrow.refund', 'Gives {issuer} back what was never delivered.', { issuer: person(action.agreement.issuer) })
    case 'settle':
      return say('sign.escrow.settle', 'Ends it by agreement: {got} to the side of {hunter}, the rest back to {issuer}.', {
        got: worth(action.agreement.token, action.hunterAmount),
        hunter: person(action.agreement.hunter),
        issuer: person(action.agreement.issuer),
      })
    case 'payout': {
      const pays = action.groups.reduce((all, { pay }) => all + pay.toString(2).replaceAll('0', '').length, 0)
      return say('sign.escrow.payout', 'Pays {count} part(s) to whom they are due; nothing of it is yours to give.', {
        count: pays.toString(),
      })
    }
    case 'free':
      return say('sign.escrow.free', 'Gives up what is above {amount} of a part, for good.', {
        amount: worth(action.agreement.token, action.amount),
      })
    case 'redirect':
      return say('sign.escrow.redirect', 'Has a part paid to {to} instead.', { to: person(action.to) })
    case 'claim':
      return say('sign.escrow.claim', 'Draws the credit of {account}, to {recipient}.', {
        account: person(action.account),
        recipient: person(BigInt(action.recipient) === 0n ? action.account : action.recipient),
      })
  }
}

/** A call of the escrow in words; null for any other call, and for one that the escrow does not know. */
export const describeEscrowCall = ({ target, data }: Pick<Call, 'target' | 'data'>): readonly Saying[] | null => {
  const action = target === escrowAddress() ? decodeEscrow(data) : null
  if (action === null) return null
  return [...(action.kind === 'acceptLeaves' ? acceptedParts(action) : [sentenceOf(action)]), ...bountyOf(action)]
}
