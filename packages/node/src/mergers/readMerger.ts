import { type ChainState, fairWeights, isSameRoster, mergeRosters, presentRoster, ragequitAmount } from '@daomesh/governance'
import { type Address, type Merger, type MergerMember, ether } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { mergerShape } from '../contract/mergers.ts'
import { coinWords } from '../queries/coinWords.ts'
import { pendingAfter } from '../queries/pendingAfter.ts'
import { isDao } from '../spaces/space.ts'

export type MergerAnswer = z.input<typeof mergerShape>

export type MergerScene = {
  readonly merger: Merger
  /** By final facts, where this node reads them. */
  readonly stateOf: (dao: Address) => ChainState | null
  readonly nameOf: (dao: Address) => string | null
  readonly memberName: (account: Address) => string | null
}

const seatOf = (roster: readonly MergerMember[], account: Address): { power: string; shares: string } | null => {
  const found = roster.find((row) => row.account === account)
  return found === undefined || (found.power === '0' && found.shares === '0') ? null : { power: found.power, shares: found.shares }
}
const sharesOf = (roster: readonly MergerMember[]): bigint => roster.reduce((sum, { shares }) => sum + BigInt(shares), 0n)
const partOf = (held: bigint, roster: readonly MergerMember[], account: Address): bigint => {
  const total = sharesOf(roster)
  return total === 0n ? 0n : ragequitAmount(held, BigInt(seatOf(roster, account)?.shares ?? '0'), total)
}

const tokenRows = async (
  node: NodeContext,
  { from, into, pays, fromRoster, intoRoster }: Merger,
  roster: readonly MergerMember[],
): Promise<MergerAnswer['tokens']> => {
  const { client } = node.adapters.chain
  const accounts = [...new Set([...fromRoster, ...intoRoster].map(({ account }) => account))]
    .filter((one) => one !== from && one !== into)
    .toSorted()
  const listed = [...new Set([ether, ...pays.map(({ token }) => token)])]
  return Promise.all(
    listed.map(async (token) => {
      const of = token === ether ? undefined : token
      const [fromHeld, intoHeld, words] = await Promise.all([
        client.balance(from, of),
        client.balance(into, of),
        of === undefined ? coinWords(client) : client.token(of),
      ])
      const paid = BigInt(pays.find((row) => row.token === token)?.amount ?? '0')
      return {
        token,
        symbol: words.symbol,
        decimals: words.decimals,
        fromHeld: fromHeld.toString(),
        intoHeld: intoHeld.toString(),
        pays: paid.toString(),
        fair: fairWeights({ fromHeld: paid, fromShares: sharesOf(fromRoster), intoHeld, intoShares: sharesOf(intoRoster) }),
        parts: accounts.map((account) => ({
          account,
          before: (partOf(fromHeld, fromRoster, account) + partOf(intoHeld, intoRoster, account)).toString(),
          after: (
            partOf(intoHeld + paid, roster, account) + partOf(fromHeld - (paid < fromHeld ? paid : fromHeld), fromRoster, account)
          ).toString(),
        })),
      }
    }),
  )
}

const isChanged = (state: ChainState | null, roster: readonly MergerMember[]): boolean =>
  state !== null && !isSameRoster(presentRoster(state), roster)

/** Whether a merger can no longer be enacted because somebody joined, left, or has another seat (contracts R19.4). */
export const isOutdated = ({ merger, stateOf }: Pick<MergerScene, 'merger' | 'stateOf'>): boolean =>
  isChanged(stateOf(merger.from), merger.fromRoster) || isChanged(stateOf(merger.into), merger.intoRoster)

/** What a merger comes to, before and after, by the chain now. @throws DaomeshError `CHAIN_UNREACHABLE`, `TOKEN_UNREADABLE`. */
export const readMerger = async (node: NodeContext, { merger, stateOf, nameOf, memberName }: MergerScene): Promise<MergerAnswer> => {
  const { from, into, fromRoster, intoRoster } = merger
  const { roster } = mergeRosters(merger)
  const tokens = await tokenRows(node, merger, roster)
  const accounts = [...new Set([...fromRoster, ...intoRoster].map(({ account }) => account))].toSorted()
  const left = new Map(tokens.map(({ token, fromHeld, pays }) => [token as Address, BigInt(fromHeld) - BigInt(pays)]))
  const going = node.spaces.daos().find((space) => space.record.dao === from)
  return {
    from: { dao: from, name: nameOf(from) },
    into: { dao: into, name: nameOf(into) },
    power: merger.power,
    shares: merger.shares,
    members: accounts
      .map((account) => ({
        account,
        name: memberName(account),
        from: seatOf(fromRoster, account),
        into: seatOf(intoRoster, account),
        after: seatOf(roster, account),
      }))
      .filter(({ from: had, into: has, after }) => had !== null || has !== null || after !== null),
    tokens,
    rules: stateOf(into)?.rules ?? null,
    stale: {
      from: isChanged(stateOf(from), fromRoster),
      into: isChanged(stateOf(into), intoRoster),
      short: tokens.filter(({ fromHeld, pays }) => BigInt(fromHeld) < BigInt(pays)).map(({ token }) => token),
    },
    pending:
      going === undefined || !isDao(going)
        ? []
        : pendingAfter(node, going, { left, leaver: null }).map(({ decision, title }) => ({ decision, title })),
  }
}
