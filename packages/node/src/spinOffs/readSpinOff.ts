import { spinOffTerms } from '@daomesh/chain'
import { currentMembers, nameOf, spinOffParts, totalShares } from '@daomesh/governance'
import { type Address, daoSpaceOf, leaversOf, type SpinOffQuestion, ether } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { spinOffShape } from '../contract/spinOffs.ts'
import { coinWords } from '../queries/coinWords.ts'
import { pendingAfter } from '../queries/pendingAfter.ts'
import { memberNameOf } from '../queries/daos/readNested.ts'
import type { DaoSpace } from '../spaces/space.ts'

export type SpinOffAnswer = z.input<typeof spinOffShape>

/** How far a proposal of it is: who of the leavers said Yes, and whether it can be enacted. */
export type SpinOffStand = { readonly yes: ReadonlySet<Address>; readonly passes: boolean }

/** Leavers whose shares are not those that the new DAO gives them: one of them is enough for nothing to happen (contracts R25.2). */
export const changedLeavers = (space: DaoSpace, question: Pick<SpinOffQuestion, 'genesis'>): readonly Address[] => {
  const present = new Map(currentMembers(space.chainState()).map(({ account, shares }) => [account, shares]))
  return leaversOf(question).flatMap(({ account, shares }) => (present.get(account) === shares ? [] : [account]))
}

const tokenRows = async (node: NodeContext, space: DaoSpace, question: Omit<SpinOffQuestion, 'note'>): Promise<SpinOffAnswer['tokens']> => {
  const { client } = node.adapters.chain
  const leavers = leaversOf(question)
  const shares = leavers.map((leaver) => leaver.shares)
  const all = totalShares(space.chainState())
  return Promise.all(
    question.tokens.map(async (token) => {
      const of = token === ether ? undefined : token
      const [held, words] = await Promise.all([
        client.balance(space.record.dao, of),
        of === undefined ? coinWords(client) : client.token(of),
      ])
      const parts = spinOffParts(held, shares, all)
      return {
        token,
        symbol: words.symbol,
        decimals: words.decimals,
        held: held.toString(),
        goes: parts.reduce((sum, part) => sum + part, 0n).toString(),
        parts: leavers.map(({ account }, i) => ({ account, amount: (parts[i] ?? 0n).toString() })),
      }
    }),
  )
}

/** What a spin-off comes to, by the chain now. @throws DaomeshError `CHAIN_UNREACHABLE`, `TOKEN_UNREADABLE`. */
export const readSpinOff = async (
  node: NodeContext,
  space: DaoSpace,
  question: Omit<SpinOffQuestion, 'note'>,
  stand: SpinOffStand,
): Promise<SpinOffAnswer> => {
  const { genesis } = question
  const { newDao } = spinOffTerms(question)
  const state = space.chainState()
  const going = new Set(genesis.members.map(({ account }) => account))
  const isEnacted = genesis.members.every(({ account }) => !currentMembers(state).some((member) => member.account === account))
  const tokens = isEnacted ? [] : await tokenRows(node, space, question)
  const left = new Map(tokens.map(({ token, held, goes }) => [token as Address, BigInt(held) - BigInt(goes)]))
  const name = (account: Address): string | null => nameOf(space.registers(), account) ?? memberNameOf(node, space, account)
  const changed = isEnacted ? [] : changedLeavers(space, question)
  const rowOf = ({ account, power, shares }: { readonly account: Address; readonly power: bigint; readonly shares: bigint }) => ({
    account,
    name: name(account),
    power: power.toString(),
    shares: shares.toString(),
  })
  return {
    newDao,
    name: genesis.name,
    leavers: genesis.members.map((member) => ({ ...rowOf(member), yes: stand.yes.has(member.account) })),
    stayers: currentMembers(state)
      .filter(({ account }) => !going.has(account))
      .map(rowOf),
    tokens,
    rules: genesis.rules,
    stale: { leavers: [...changed], diluted: !isEnacted && totalShares(state) > question.totalShares },
    pending: isEnacted ? [] : pendingAfter(node, space, { left, leaver: null }).map(({ decision, title }) => ({ decision, title })),
    ready: stand.passes && changed.length === 0 && genesis.members.every(({ account }) => stand.yes.has(account)),
    space: node.spaces.find(daoSpaceOf(space.record.chain, newDao))?.id ?? null,
  }
}
