import { type ChainState, currentMembers, foldFacts } from '@daomesh/governance'
import {
  type Address,
  DaomeshError,
  daomeshDomain,
  decodeDealOpening,
  type DealParty,
  dealSides,
  dealSpaceOf,
  type DeviceId,
  hashTypedData,
  type Hex,
  type LinkDevice,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isUnlinkedOn } from '../identity/heardUnlinks.ts'
import { readChainState } from '../nested/readChainState.ts'
import { checkOpening, ownSides } from './checkOpening.ts'
import { takeDeal } from './takeDeal.ts'

type Node = Pick<NodeContext, 'adapters' | 'spaces' | 'account' | 'reach'>

/** What somebody shows who wants a deal to be opened here: its opening, and the link that says whose device shows it. */
export type Shown = {
  readonly opening: Uint8Array
  readonly link: LinkDevice
  readonly signature: Hex
  readonly as: 'party' | 'arbiter'
  readonly arbiter?: Address | undefined
}

/** What the chain says of a party; of one that this node is in it is known. A DAO that does not stand yet is as it was founded. */
const stateOf = async (node: Node, { dao, genesis }: Extract<DealParty, { kind: 'dao' }>): Promise<ChainState | null> => {
  const own = node.spaces.daos().find(({ record }) => record.dao === dao)
  if (own !== undefined) return own.chainState()
  const { client } = node.adapters.chain
  return (await client.codeHash(dao)) === null ? foldFacts(genesis, []) : readChainState(client, dao, genesis)
}
const belongsTo = async (node: Node, party: DealParty, account: Address): Promise<boolean> => {
  if (party.kind === 'person') return party.account === account
  const state = await stateOf(node, party).catch(() => null)
  return (state === null ? party.genesis.members : currentMembers(state)).some((member) => member.account === account)
}

/**
 * Opens a deal that a device showed, if its account belongs to a party of it, this node's to another, and there is room.
 * @param peer Whose device it is has to be known: by the connection, or by a signature of it.
 * @throws DaomeshError `DEAL_MALFORMED`, `MEMBERSHIP_REFUSED`, `DEAL_CHAIN`, `DEAL_FOREIGN`, `DEAL_FULL`.
 */
export const acceptShown = async (node: Node, peer: DeviceId, { opening: bytes, link, signature, as, arbiter }: Shown): Promise<void> => {
  const { verifier, logger } = node.adapters
  const opening = decodeDealOpening(bytes)
  if (node.spaces.find(dealSpaceOf(opening)) !== undefined) return
  checkOpening(node, opening)
  if (as === 'party' && ownSides(node, opening).length === 0) throw new DaomeshError('DEAL_FOREIGN')
  const digest = hashTypedData(daomeshDomain(opening.chain.chainId), 'LinkDevice', link)
  if (link.device !== `0x${peer}` || verifier.recoverAccount(digest, signature) !== link.member)
    throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { peer } })
  if (isUnlinkedOn(node.spaces.all(), opening.chain.chainId, link.member, peer))
    throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { peer } })
  // Persons first: of a DAO the chain is asked, and strangers must not be able to have it asked for nothing.
  const parties = dealSides.map((side) => opening[side]).toSorted((a, b) => Number(a.kind === 'dao') - Number(b.kind === 'dao'))
  let belongs = false
  for (const party of parties) belongs ||= await belongsTo(node, party, link.member)
  if (!belongs) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { peer } })
  await takeDeal(node, opening, [], 'asked', as === 'party' ? null : (arbiter ?? node.account.required()))
  logger.info('deal.taken', { space: dealSpaceOf(opening), peer })
}
