import { type ChainState, nameOf } from '@daomesh/governance'
import { accountOfParty, type Address, dealSides, type Merger } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'
import type { MergerScene } from './readMerger.ts'

/** What a deal and the own DAOs know of both sides of a merger. */
export const mergerScene = (node: NodeContext, merger: Merger, deal: DealSpace | undefined): MergerScene => {
  const daos = node.spaces.daos().filter(({ record }) => record.dao === merger.from || record.dao === merger.into)
  const states = new Map<Address, ChainState>(daos.map((space) => [space.record.dao, space.chainState()]))
  const names = new Map<Address, string>(daos.map(({ record }) => [record.dao, record.genesis.name]))
  for (const side of deal === undefined ? [] : dealSides) {
    const party = deal?.record.opening[side]
    const state = deal?.states()[side]
    if (party === undefined || party.kind !== 'dao') continue
    names.set(party.dao, party.genesis.name)
    if (state !== null && state !== undefined && !states.has(party.dao)) states.set(accountOfParty(party), state)
  }
  const spaces = [...daos, ...(deal === undefined ? [] : [deal])]
  return {
    merger,
    stateOf: (dao) => states.get(dao) ?? null,
    nameOf: (dao) => names.get(dao) ?? null,
    memberName: (account) =>
      names.get(account) ?? spaces.map((space) => nameOf(space.registers(), account)).find((name) => name !== null) ?? null,
  }
}
