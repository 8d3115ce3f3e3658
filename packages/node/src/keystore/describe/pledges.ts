import type { Address, Budget, Hex } from '@daomesh/protocol'
import { type PledgeRequest, provenPledges } from '../provenSubjects.ts'
import { plainGroup, type WordGroup } from './group.ts'
import { ether, moment, onChain, person, quoted, say, type Saying, short, worth } from './say.ts'

const isEther = (token: Address | Hex): boolean => BigInt(token) === 0n

const given = ({ title, token, amount }: Budget): Saying =>
  isEther(token)
    ? say('sign.pledge.budget', 'Your pledge to the budget {title}, which gives out {amount}.', {
        title: quoted(title),
        amount: ether(amount),
      })
    : say('sign.pledge.tokens', 'Your pledge to the budget {title}, which gives out {amount}.', {
        title: quoted(title),
        amount: worth(token, amount),
      })

/** @throws DaomeshError `SIGNING_BLIND`: no words are found for a pledge whose budget and projects are not proven. */
export const describePledgeSheet = (request: PledgeRequest): { readonly title: Saying; readonly groups: readonly WordGroup[] } => {
  const { domain, message, about } = request
  const proven = provenPledges(request)
  const { allocation, closesAt } = about.budget
  const sum = proven.reduce((all, { line }) => all + line.amount, 0n)
  return {
    title: say('sign.pledge.title', 'Sign your pledge'),
    groups: [
      {
        head: given(about.budget),
        lines:
          proven.length === 0
            ? [say('sign.pledge.nothing', 'You pledge nothing: it takes your earlier pledge back.')]
            : proven.map(({ line, project }) =>
                say('sign.pledge.line', '{amount} to {name}, paid to {payee}.', {
                  amount: line.amount.toString(),
                  name: quoted(project.name),
                  payee: person(project.payee),
                }),
              ),
        details: [
          say('sign.pledge.sum', '{sum} of your {allocation} in all. These are no money: they say how the DAO’s money is divided.', {
            sum: sum.toString(),
            allocation: allocation.toString(),
          }),
          closesAt === 0
            ? say('sign.pledge.untilClosed', 'It can be revised until the budget is closed.')
            : say('sign.pledge.until', 'It can be revised until {until}.', { until: moment(closesAt) }),
          say('sign.pledge.revision', 'Revision {revision}: a later pledge of yours replaces it.', {
            revision: message.revision.toString(),
          }),
          say('sign.pledge.id', 'Budget {budget}, to compare with its page.', { budget: short(message.budget), id: message.budget }),
          say('sign.ballot.dao', 'For the DAO at {dao}.', { dao: person(domain.verifyingContract as Address) }),
        ],
        text: null,
      },
      plainGroup([onChain(domain)]),
    ],
  }
}
