import { type ChainClient, predictDaoAddress } from '@daomesh/chain'
import { currentMembers, nameOf } from '@daomesh/governance'
import { accountOfParty, type Address, daoSpaceOf, dealSides, type Genesis, otherSide, type SpaceId } from '@daomesh/protocol'
import { createTurns } from '../chain/createTurns.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import { joinsIn, joinSignature } from '../joining/joinsIn.ts'
import { isPartnership } from '../partnerships/partnershipOf.ts'
import type { Reach } from '../reach/createReach.ts'
import type { TellsTime } from '../spaces/presentOf.ts'
import type { DaoRecord } from '../spaces/records.ts'
import type { DaoSpace, DealSpace, ReadDao } from '../spaces/space.ts'
import { readChainState } from './readChainState.ts'
import { questionsIn } from './shownProposals.ts'

/** What opening needs of a node. */
type Opens = TellsTime & {
  readonly account: Pick<AccountChoice, 'current'>
  readonly reach: Pick<Reach, 'spaceAdded'>
  readonly adapters: { readonly chain: { readonly client: Pick<ChainClient, 'facts'> } }
  readonly spaces: {
    readonly find: (space: SpaceId) => object | undefined
    readonly deals: () => readonly Pick<DealSpace, 'record' | 'states'>[]
    readonly add: (record: DaoRecord) => Promise<unknown>
  }
}
type Inner = ReadDao & Pick<DaoSpace, 'unlocked'> & { readonly record: Pick<DaoRecord, 'dao' | 'chain' | 'factory' | 'displayName'> }

/** The genesis of a DAO that has this one among its members by the chain, or null. @throws DaomeshError `CHAIN_UNREACHABLE`. */
const genesisOf = async (node: Opens, outer: Address, inner: Address): Promise<Genesis | null> => {
  const state = await readChainState(node.adapters.chain.client, outer)
  return state !== null && currentMembers(state).some(({ account }) => account === inner) ? state.genesis : null
}

/** DAOs that one member's questions name and that are looked up in one look: each is a question to the chain. */
const askedAtOnce = 8
type Turns = ReturnType<typeof createTurns>
const turns = new WeakMap<Inner, Map<Address, Turns>>()
const turnsOf = (inner: Inner, author: Address): Turns => {
  const ofInner = turns.get(inner) ?? new Map<Address, Turns>()
  turns.set(inner, ofInner)
  const known = ofInner.get(author) ?? createTurns(askedAtOnce)
  ofInner.set(author, known)
  return known
}

/** The DAOs that ask something here and are not open: of each author some at a time, all in turn. */
const askingNow = (node: Opens, inner: Inner, isOpen: (outer: Address) => boolean): readonly Address[] => {
  const byAuthor = Map.groupBy(
    questionsIn(node, inner).filter(({ outer }) => !isOpen(outer)),
    ({ asked }) => asked.row.by,
  )
  return [...byAuthor].flatMap(([author, questions]) =>
    turnsOf(inner, author)([...new Set(questions.map(({ outer }) => outer))], (outer) => outer),
  )
}

/** The DAOs that gave this one a seat by a partnership, as the chain says: nobody asked its members to join. */
const partnersOf = (node: Opens, inner: Address): readonly Address[] =>
  node.spaces
    .deals()
    .filter(isPartnership)
    .flatMap((deal) =>
      dealSides.flatMap((side) => {
        const partner = deal.states()[otherSide(side)]
        const isSeated = partner !== null && currentMembers(partner).some(({ account }) => account === inner)
        return isSeated && accountOfParty(deal.record.opening[side]) === inner ? [accountOfParty(deal.record.opening[otherSide(side)])] : []
      }),
    )

/**
 * Opens the space of every DAO that asks a DAO of this node something, that it decided to join, or whose partner it is: its members read there what they are asked about, and may comment, without a seat of
 * their own (governance J12). Who they meet in the one space brings them the other.
 */
export const openOuterDaos = async (node: Opens, inner: Inner): Promise<void> => {
  const account = node.account.current()
  if (account === null || !inner.unlocked() || !inner.chainState().founded) return
  const { chain, dao, factory } = inner.record
  const joined = joinsIn(node, inner)
    .filter((join) => joinSignature(inner, join) !== null)
    .map(({ question }) => (question.kind === 'seat' ? question.outer : predictDaoAddress(question.factory, question.genesis)))
  const isOpen = (outer: Address): boolean => node.spaces.find(daoSpaceOf(chain, outer)) !== undefined
  const outers = new Set([...joined, ...partnersOf(node, dao), ...askingNow(node, inner, isOpen)])
  for (const outer of outers) {
    const space = daoSpaceOf(chain, outer)
    if (isOpen(outer)) continue
    const genesis = await genesisOf(node, outer, dao)
    if (genesis === null) continue
    const displayName = nameOf(inner.registers(), account) ?? inner.record.displayName
    await node.spaces.add({ type: 'dao', space, chain, lobby: null, dao: outer, factory, genesis, proposer: false, displayName })
    node.reach.spaceAdded(space)
  }
}
