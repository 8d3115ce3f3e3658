import {
  decodeCall,
  decodeHandover,
  decodeRosterChange,
  decodeRulesChange,
  type provenPartnership,
  type provenPromise,
  type provenSpinOff,
} from '@daomesh/chain'
import type { ProposalRow, questionOf } from '@daomesh/governance'
import type { Address, agreementQuestionOf, Call, joinQuestionOf, PartnershipQuestion } from '@daomesh/protocol'
import type { z } from 'zod'
import type { proposalRow } from '../../contract/proposals.ts'
import { asksJoin } from '../../words/describeJoin.ts'

/** What a proposal is besides its calls, of which at most one holds. */
export type Meant = {
  readonly dao: Address
  readonly question: ReturnType<typeof questionOf>
  readonly agreement: ReturnType<typeof agreementQuestionOf>
  readonly partnership: ReturnType<typeof provenPartnership>
  readonly spinOff: ReturnType<typeof provenSpinOff>
  readonly promise: ReturnType<typeof provenPromise>
  readonly joined: ReturnType<typeof joinQuestionOf>
}

/** By its shape: which token it is stands on the page. */
const isTransfer = (call: Call): boolean => {
  const decoded = decodeCall(call)
  return (decoded.kind === 'known' && decoded.contract === 'ERC-20' && decoded.function === 'transfer') || decodeHandover(call) !== null
}

const asksPartnership = ({ gives, gets, merger }: PartnershipQuestion): string => {
  if (merger !== null) return 'asks.merger'
  return BigInt(gives) + BigInt(gets) === 0n ? 'asks.parting' : 'asks.partnership'
}

/** What a proposal asks, in one line of a list. */
export const asksOf = ({ decision: { calls } }: Pick<ProposalRow, 'decision'>, meant: Meant): z.input<typeof proposalRow>['asks'] => {
  const { dao, question, agreement, partnership, spinOff, promise, joined } = meant
  if (question !== null) return { key: 'asks.outer', params: { title: question.title } }
  if (agreement !== null) return { key: 'asks.agreement', params: { title: agreement.terms.title } }
  if (partnership !== null) return { key: asksPartnership(partnership), params: { gives: partnership.gives, gets: partnership.gets } }
  if (spinOff !== null) return { key: 'asks.spinOff', params: { name: spinOff.genesis.name, count: spinOff.genesis.members.length } }
  if (promise !== null) return { key: 'asks.promise', params: { title: promise.terms.title, power: promise.terms.power } }
  if (joined !== null) return asksJoin(joined)
  if (calls.length === 0) return { key: 'asks.nothing', params: {} }
  const paid = calls.reduce((sum, call) => sum + call.value, 0n)
  if (paid > 0n) return { key: 'asks.payment', params: { wei: paid.toString(), calls: calls.length } }
  if (calls.every((call) => decodeRosterChange(dao, call) !== null)) return { key: 'asks.roster', params: {} }
  if (calls.every((call) => decodeRulesChange(dao, call) !== null)) return { key: 'asks.rules', params: {} }
  return { key: calls.every(isTransfer) ? 'asks.transfers' : 'asks.calls', params: { calls: calls.length } }
}
