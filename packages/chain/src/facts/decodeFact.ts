import { address, type ChainFact, type DecisionId, decisionId, type Hex } from '@daomesh/protocol'
import { daoAbi } from '../abis.ts'
import { decodeBook } from './decodeBook.ts'
import { encodeFailure } from './failureReason.ts'
import { toMember, toRules } from './plainStructs.ts'
import { decodeEvent } from './decodeEvent.ts'

export type FactLogEntry = { readonly topics: readonly Hex[]; readonly data: Hex; readonly transaction: Hex }

/** A founding still lacks what only the deploying transaction holds. */
export type DecodedLog =
  | { readonly kind: 'fact'; readonly fact: ChainFact }
  | { readonly kind: 'founding'; readonly genesisHash: Hex }
  | null

const lower = (id: Hex): DecisionId => decisionId.parse(id)

const decode = ({ topics, data }: FactLogEntry) => {
  try {
    return decodeEvent(daoAbi, { topics, data })
  } catch {
    // An event that this version does not know: not a fact, whatever it is (SPEC A5).
    return null
  }
}

/**
 * One event of a DAO as a fact. Roster and rules of epoch 0 are part of `founded`; approvals and metadata are no input of the fold (SPEC A5).
 */
export const decodeFact = (log: FactLogEntry): DecodedLog => {
  const event = decode(log)
  if (event === null) return null
  const { transaction } = log
  const fact = (value: ChainFact): DecodedLog => ({ kind: 'fact', fact: value })
  switch (event.eventName) {
    case 'Founded':
      return { kind: 'founding', genesisHash: event.args.genesisHash.toLowerCase() as Hex }
    case 'RosterChanged': {
      const { rosterEpoch, members } = event.args
      return rosterEpoch === 0 ? null : fact({ kind: 'rosterChanged', epoch: rosterEpoch, members: members.map(toMember) })
    }
    case 'RulesChanged': {
      const { rulesEpoch, rules } = event.args
      return rulesEpoch === 0 ? null : fact({ kind: 'rulesChanged', rulesEpoch, rules: toRules(rules) })
    }
    case 'DecisionEnacted':
      return fact({ kind: 'enacted', decision: lower(event.args.id), transaction })
    case 'DecisionFailed': {
      const { id, reason, call, returned } = event.args
      return fact({ kind: 'failed', decision: lower(id), reason: encodeFailure({ selector: reason, call, returned }), transaction })
    }
    case 'DecisionRecorded': {
      const record = decodeBook(event.args.book)
      return record === null ? null : fact({ kind: 'recorded', decision: lower(event.args.id), record, transaction })
    }
    case 'BallotsRevoked':
      return fact({ kind: 'revoked', member: address.parse(event.args.member), minRevision: event.args.minRevision })
    case 'Ragequit': {
      const { member, sharesBurned, full } = event.args
      return fact({ kind: 'ragequit', member: address.parse(member), shares: sharesBurned, full })
    }
    default:
      return null
  }
}
