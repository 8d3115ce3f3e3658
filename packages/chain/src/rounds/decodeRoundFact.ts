import { address, type RoundFact, roundId } from '@daomesh/protocol'
import { matchingRoundAbi } from '../abis.ts'
import type { FactLogEntry } from '../facts/decodeFact.ts'
import { bitsOf, toRound, toRoundProject } from './toRound.ts'
import { decodeEvent } from '../facts/decodeEvent.ts'

const decode = ({ topics, data }: Pick<FactLogEntry, 'topics' | 'data'>) => {
  try {
    return decodeEvent(matchingRoundAbi, { topics, data })
  } catch {
    // An event that this version does not know: not a fact, whatever it is (SPEC A31).
    return null
  }
}

/** One event of the contract of rounds as a fact; null for anything else. Addresses and hashes are lower case, since they are compared. */
export const decodeRoundFact = (log: Pick<FactLogEntry, 'topics' | 'data'>): RoundFact | null => {
  const event = decode(log)
  if (event === null) return null
  switch (event.eventName) {
    case 'Opened': {
      const { id, round, projects, seats } = event.args
      return { kind: 'opened', id: roundId.parse(id), round: toRound(round), projects: projects.map(toRoundProject), seats: bitsOf(seats) }
    }
    case 'Funded': {
      const { id, funder, number, amount } = event.args
      return { kind: 'funded', id: roundId.parse(id), funder: address.parse(funder), number: Number(number), amount }
    }
    case 'Contributed': {
      const { id, account, seat, project, amount } = event.args
      return { kind: 'contributed', id: roundId.parse(id), account: address.parse(account), seat, project, amount }
    }
    case 'CalledOff':
      return { kind: 'calledOff', id: roundId.parse(event.args.id) }
    case 'Finalised': {
      const { id, ideal, pool, left } = event.args
      return { kind: 'finalised', id: roundId.parse(id), deserved: ideal, pool, left }
    }
    case 'Paid': {
      const { id, project, payee, contributed, matched } = event.args
      return { kind: 'paid', id: roundId.parse(id), project, payee: address.parse(payee), contributed, matched }
    }
    case 'PoolRefunded': {
      const { id, number, funder, amount } = event.args
      return { kind: 'poolRefunded', id: roundId.parse(id), number: Number(number), funder: address.parse(funder), amount }
    }
    case 'ContributionRefunded': {
      const { id, account, amount } = event.args
      return { kind: 'contributionRefunded', id: roundId.parse(id), account: address.parse(account), amount }
    }
    case 'Credited': {
      const { vault, account, amount } = event.args
      return { kind: 'credited', vault: address.parse(vault), account: address.parse(account), amount }
    }
    case 'Claimed': {
      const { vault, account, recipient, amount } = event.args
      return { kind: 'claimed', vault: address.parse(vault), account: address.parse(account), recipient: address.parse(recipient), amount }
    }
    default:
      return null
  }
}
