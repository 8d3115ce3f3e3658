import type { Address } from '@daomesh/protocol'
import { type EscrowRequest, provenStep } from '../provenStep.ts'
import { plainGroup, type WordGroup } from './group.ts'
import { numbersOf } from './numbersOf.ts'
import { legible, moment, onChain, person, quoted, say, type Saying, short, worth } from './say.ts'

type Told = { readonly title: Saying; readonly lines: readonly Saying[] }

const placeOf = ({ place }: EscrowRequest['about']): readonly Saying[] =>
  place.length === 0
    ? []
    : [
        say('sign.step.part', 'It is about the part {part} of it.', {
          part: place.map(({ split, index }) => (split === 1 ? `${index + 1}` : `${index + 1} (split ${split})`)).join(' › '),
        }),
      ]

const splitLines = (request: EscrowRequest & { readonly name: 'Split' }): readonly Saying[] => {
  const { agreement, leaves } = request.about
  const { sum, number } = request.message
  const { amount, token } = agreement
  return [
    say('sign.step.splitSum', 'You promise {sum} of {amount} to {count} part(s), for good; {margin} stays yours.', {
      sum: worth(token, sum),
      amount: worth(token, amount),
      count: leaves.length.toString(),
      margin: worth(token, amount > sum ? amount - sum : 0n),
    }),
    ...leaves.map(({ agreement: part, terms }) =>
      say('sign.step.splitPart', '{amount} to {payee}: {title}', {
        amount: worth(token, part.amount),
        payee: person(part.hunter),
        title: terms === null ? short(part.termsHash) : quoted(terms.title),
      }),
    ),
    say('sign.step.splitNumber', 'It is the split number {number}.', { number: number.toString() }),
  ]
}

const told = (request: EscrowRequest): Told => {
  const { agreement } = request.about
  const { token, amount, hunter, issuer } = agreement
  const parties = { hunter: person(hunter), issuer: person(issuer) }
  switch (request.name) {
    case 'Split':
      return { title: say('sign.step.split', 'Sign that you hand parts of a bounty on'), lines: splitLines(request) }
    case 'Delivery':
      return {
        title: say('sign.step.delivery', 'Sign that a bounty is delivered'),
        lines: [
          say('sign.step.deliveryHash', 'What is delivered has the SHA-256 {hash}; the review begins when somebody sends this.', {
            hash: request.message.contentHash,
          }),
        ],
      }
    case 'Release':
      return {
        title: say('sign.step.release', 'Sign that you accept a bounty'),
        lines: [
          say('sign.step.releaseAll', 'All of {amount} goes to {hunter} and to whom it was split off.', {
            ...parties,
            amount: worth(token, amount),
          }),
        ],
      }
    case 'Acceptance':
      return {
        title: say('sign.step.acceptance', 'Sign that you accept parts of a bounty'),
        lines: [
          say('sign.step.accepted', 'You accept the parts {numbers} of the split {split}.', {
            numbers: numbersOf(request.message.block, request.message.leaves),
            split: request.message.split.toString(),
          }),
        ],
      }
    case 'Settlement': {
      const { hunterAmount, validUntil } = request.message
      return {
        title: say('sign.step.settlement', 'Sign that you end a bounty by agreement'),
        lines: [
          say('sign.step.settled', '{got} of {amount} goes to {hunter} and to whom it was split off, {back} back to {issuer}.', {
            ...parties,
            got: worth(token, hunterAmount),
            amount: worth(token, amount),
            back: worth(token, amount > hunterAmount ? amount - hunterAmount : 0n),
          }),
          say('sign.step.settledUntil', 'It counts until {time}, once the other side signed the same.', { time: moment(validUntil) }),
        ],
      }
    }
    case 'Contest':
      return {
        title: say('sign.step.contest', 'Sign that you contest an objection'),
        lines: [say('sign.step.contested', 'The objection is brought before its arbiter, who rules what is paid.')],
      }
    case 'Freeing':
      return {
        title: say('sign.step.freeing', 'Sign that you give up pay'),
        lines: [
          say('sign.step.freed', 'From now on you get {amount} at most; what lies above goes back to who split it off, for good.', {
            amount: worth(token, request.message.amount),
          }),
        ],
      }
    case 'Redirection':
      return {
        title: say('sign.step.redirection', 'Sign that you are paid elsewhere'),
        lines: [say('sign.step.redirected', 'What you get for this part is paid to {to}.', { to: person(request.message.to) })],
      }
  }
}

/** @throws DaomeshError `SIGNING_BLIND`: no words are found for a step that is not proven. */
export const describeStep = (request: EscrowRequest): { readonly title: Saying; readonly groups: readonly WordGroup[] } => {
  const about = provenStep(request)
  const { title, lines } = told(request)
  const { domain } = request
  const { hunter, issuer, amount, token } = about.agreement
  return {
    title,
    groups: [
      {
        head: say('sign.step.bounty', 'The bounty {title}.', { title: quoted(about.terms.title) }),
        lines: [...placeOf(about), ...lines],
        details: [
          say('sign.step.parties', 'It is worth {amount}, from {issuer} to {hunter}.', {
            amount: worth(token, amount),
            issuer: person(issuer),
            hunter: person(hunter),
          }),
          say('sign.step.sent', 'Whoever has this signature may send it.'),
          say('sign.step.escrow', 'Held by the escrow at {escrow}.', { escrow: person(domain.verifyingContract as Address) }),
        ],
        text: legible(about.terms.brief),
      },
      plainGroup([onChain(domain)]),
    ],
  }
}
