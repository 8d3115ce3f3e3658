import type { NodeClient } from '@daomesh/node/client'
import type { Address, BountyEvent } from '@daomesh/protocol'
import type { Stage } from '../../stage.ts'
import type { Deals } from '../agree.ts'
import type { SceneDao } from '../foundDaos.ts'
import type { Ledger } from '../../props/ledger.ts'
import type { Started } from '../start.ts'

/** One promise of the scene, whether it holds, and what was found. */
export type Check = { readonly name: string; readonly holds: boolean; readonly detail: string }

type Page = Awaited<ReturnType<NodeClient['bounties']['get']>>

/** What is looked at once all is paid. */
export type Scene = {
  readonly stage: Stage
  readonly deals: Deals
  readonly started: Started
  readonly escrow: Address
  /** All that the escrow told, in the order of the chain. */
  readonly events: readonly BountyEvent[]
  readonly ledger: Ledger
  readonly daos: readonly SceneDao[]
  /** Where the income of each DAO arrives. */
  readonly inboxes: ReadonlyMap<Address, Address>
  readonly leaves: Page['leaves']
  /** What the page of the bounty says of its money. */
  readonly money: Page['money']
}

type Fact = BountyEvent['fact']

/** Facts of one kind, with their blocks. */
export const factsOf = <K extends Fact['kind']>({ events }: Pick<Scene, 'events'>, kind: K) =>
  events.flatMap(({ fact, block, at }) => (fact.kind === kind ? [{ ...(fact as Extract<Fact, { kind: K }>), block, at: at / 1000 }] : []))

export const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((all, one) => all + one, 0n)
