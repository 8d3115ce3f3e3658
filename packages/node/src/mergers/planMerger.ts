import { mergeRosters, presentRoster, tokensOf } from '@daomesh/governance'
import {
  accountOfParty,
  type Address,
  bytes32,
  DaomeshError,
  daoSpaceOf,
  type DealSide,
  type Fraction,
  type Hex,
  type Merger,
  mergerSchema,
  otherSide,
  ether,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type DealSpace, isDao } from '../spaces/space.ts'

export type MergerWeights = {
  /** The side whose DAO goes into the other one. */
  readonly goes: DealSide
  readonly power: Fraction
  readonly shares: Fraction
  readonly tokens: readonly Address[]
}

const noCode: Hex = bytes32.parse(`0x${'0'.repeat(64)}`)

/** The tokens that members of own DAOs of the deal track, and those that were named. Without ETH. */
const tokensIn = (node: NodeContext, space: DealSpace, named: readonly Address[]): readonly Address[] => {
  const { opening } = space.record
  const listed = (['issuer', 'hunter'] as const).flatMap((side) => {
    const dao = node.spaces.find(daoSpaceOf(opening.chain, accountOfParty(opening[side])))
    if (dao === undefined || !isDao(dao)) return []
    return tokensOf(dao.registers()).flatMap(({ token, standard }) => (standard === 'erc20' ? [token] : []))
  })
  return [...new Set([...listed, ...named])].filter((token) => token !== ether)
}

/** What a DAO owns now, all of it, with the code that each payment pins. */
const ownedBy = async (node: NodeContext, dao: Address, tokens: readonly Address[]): Promise<Merger['pays']> => {
  const { client } = node.adapters.chain
  const rows = await Promise.all(
    [ether, ...tokens].map(async (token) => {
      const [amount, codeHash] =
        token === ether ? [await client.balance(dao), noCode] : await Promise.all([client.balance(dao, token), client.codeHash(token)])
      return { token, amount: amount.toString(), codeHash: codeHash ?? noCode }
    }),
  )
  return rows.filter(({ amount }) => amount !== '0').toSorted((a, b) => (a.token < b.token ? -1 : 1))
}

/**
 * The merger that these weights come to now: both rosters by final facts, all that the one that goes owns, and the seats that the other one gives.
 * @throws DaomeshError `MERGER_IMPOSSIBLE`, `INPUT_INVALID`, `CHAIN_UNREACHABLE`, `TOKEN_UNREADABLE`.
 */
export const planMerger = async (node: NodeContext, space: DealSpace, { goes, power, shares, tokens }: MergerWeights): Promise<Merger> => {
  const { opening } = space.record
  const states = space.states()
  const [going, staying] = [states[goes], states[otherSide(goes)]]
  if (going === null || staying === null || !going.founded || !staying.founded)
    throw new DaomeshError('MERGER_IMPOSSIBLE', { meta: { reason: 'unread' } })
  const [from, into] = [accountOfParty(opening[goes]), accountOfParty(opening[otherSide(goes)])]
  const rosters = { fromRoster: [...presentRoster(going)], intoRoster: [...presentRoster(staying)] }
  const { takes } = mergeRosters({ from, into, power, shares, ...rosters })
  const pays = await ownedBy(node, from, tokensIn(node, space, tokens))
  const read = mergerSchema.safeParse({ from, into, power, shares, pays, ...rosters, takes })
  if (!read.success) throw new DaomeshError('INPUT_INVALID', { meta: { reason: read.error.issues[0]?.message ?? '' } })
  return read.data
}
