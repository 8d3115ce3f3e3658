import { type Address, noBounty } from '@daomesh/protocol'
import { type AgreementRequest, provenTerms } from '../provenSubjects.ts'
import { plainGroup, type WordGroup } from './group.ts'
import { ether, legible, moment, onChain, percent, period, person, quoted, say, type Saying, short, worth } from './say.ts'

const paid = ({ message: { amount, token, issuer } }: AgreementRequest): Saying =>
  BigInt(token) === 0n
    ? say('sign.agreement.ether', 'You are paid {amount} by {issuer}.', { amount: ether(amount), issuer: person(issuer) })
    : say('sign.agreement.tokens', 'You are paid {amount} by {issuer}.', { amount: worth(token, amount), issuer: person(issuer) })

/** @throws DaomeshError `SIGNING_BLIND`: no words are found for an agreement whose terms are not proven. */
export const describeAgreement = (request: AgreementRequest): { readonly title: Saying; readonly groups: readonly WordGroup[] } => {
  const { domain, message } = request
  const { title, brief, tags, files, power } = provenTerms(request)
  const { deliverBy, reviewPeriod, reviewer, arbiter, defaultSplit, parent, validUntil, hunter } = message
  return {
    title: say('sign.agreement.title', 'Sign that you take a bounty'),
    groups: [
      {
        head: say('sign.agreement.work', 'The bounty {title}.', { title: quoted(title) }),
        lines: [
          paid(request),
          ...(power === undefined
            ? []
            : [
                say(
                  'sign.agreement.power',
                  'You are to get {power} power in the DAO at {issuer} once all was paid, if its members promise it.',
                  {
                    power,
                    issuer: person(message.issuer),
                  },
                ),
              ]),
          say('sign.agreement.deliver', 'You deliver by {time}. What was delivered is due {period} later, if nobody objects.', {
            time: moment(deliverBy),
            period: period(reviewPeriod),
          }),
          say('sign.agreement.reviewer', 'It is accepted by {reviewer}.', { reviewer: person(reviewer) }),
          say('sign.agreement.arbiter', 'In a dispute {arbiter} rules; if nothing is ruled you get {part}.', {
            arbiter: person(arbiter),
            part: percent(defaultSplit),
          }),
        ],
        details: [
          say('sign.agreement.valid', 'It can be funded until {time}. Until then nothing is owed.', { time: moment(validUntil) }),
          say('sign.agreement.hunter', 'Your account: {hunter}.', { hunter: person(hunter) }),
          ...(parent === noBounty ? [] : [say('sign.agreement.parent', 'A part of the bounty {id}.', { id: short(parent) })]),
          ...(files.length === 0 ? [] : [say('sign.agreement.files', '{count} file(s) belong to it.', { count: files.length.toString() })]),
          ...(tags.length === 0 ? [] : [say('sign.agreement.tags', 'Tags: {tags}.', { tags: tags.map(quoted).join(', ') })]),
          say('sign.agreement.terms', 'Hash of the terms {hash}.', { hash: short(message.termsHash), id: message.termsHash }),
          say('sign.agreement.escrow', 'Held by the escrow at {escrow}.', { escrow: person(domain.verifyingContract as Address) }),
        ],
        text: legible(brief),
      },
      plainGroup([onChain(domain)]),
    ],
  }
}
