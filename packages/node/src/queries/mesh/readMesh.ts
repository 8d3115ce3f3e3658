import { currentMembers, type Engagement, filterEngagements, type MeshFilter, meshOf } from '@daomesh/governance'
import { type Address, daoSpaceOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { engagementRow, meshFilter, meshMapShape } from '../../contract/mesh.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import type { MeshState } from '../../mesh/createMeshDesk.ts'
import { mostUsed } from '../../mesh/mostUsed.ts'

type Map_ = z.input<typeof meshMapShape>

/** What one answer holds; the rest is counted. */
export const meshLimits = { accounts: 5_000, ties: 15_000 } as const

const ownSpace = (node: NodeContext, account: Address) =>
  node.spaces.find(daoSpaceOf(node.adapters.chain.client.profile.identity, account))?.id ?? null

export const accountWords = (node: NodeContext, state: MeshState, account: Address) => {
  const name = state.nameOf(account)
  return {
    account,
    kind: name === null ? ('account' as const) : ('dao' as const),
    name,
    space: name === null ? null : ownSpace(node, account),
  }
}

/** Power that accounts of the mesh hold in DAOs of it, as far as this node follows their rosters. */
const powerTies = (node: NodeContext, shown: ReadonlySet<Address>): Map_['power'] =>
  node.spaces.daos().flatMap((space) => {
    const { dao } = space.record
    const state = space.chainState()
    if (!shown.has(dao) || !state.founded) return []
    const members = currentMembers(state)
    const total = members.reduce((sum, { power }) => sum + power, 0n).toString()
    return members.flatMap(({ account, power }) =>
      shown.has(account) && power > 0n ? [{ dao, member: account, power: power.toString(), total }] : [],
    )
  })

/**
 * Who works for whom on this chain: accounts in rows by level, and what goes between each two.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const readMesh = async (
  node: NodeContext,
  { minLevel, state: only, since, tag, token }: z.output<typeof meshFilter>,
): Promise<Map_> => {
  const state = await node.mesh.read()
  const tagsOf = (one: Engagement): readonly string[] => state.wordsOf(one)?.tags ?? []
  const filter: MeshFilter = {
    token,
    tag,
    states: only === null ? null : new Set([only]),
    window: since === null ? null : { from: since, until: Number.MAX_SAFE_INTEGER },
  }
  const { rows, ties: all } = meshOf(filterEngagements(state.engagements, filter, tagsOf))
  const rowOf = (account: Address): number => rows.get(account) ?? 0
  const high = minLevel === null ? all : all.filter(({ payer, payee }) => rowOf(payer) >= minLevel && rowOf(payee) >= minLevel)
  const weight = new Map<Address, number>()
  for (const { payer, payee, open, objected, settled } of high)
    for (const one of [payer, payee]) weight.set(one, (weight.get(one) ?? 0) + open + objected + settled)
  const byWeight = [...weight].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  const shown = new Set(byWeight.slice(0, meshLimits.accounts).map(([account]) => account))
  const between = high.filter(({ payer, payee }) => shown.has(payer) && shown.has(payee))
  const ties = between
    .toSorted((a, b) => b.latest - a.latest)
    .slice(0, meshLimits.ties)
    .map((tie) => ({ ...tie, amount: tie.amount.toString(), paid: tie.paid.toString(), kept: tie.kept.toString() }))
  const words = createRewardWords(node)
  const tokens = []
  for (const { of, engagements } of mostUsed(state.engagements, (one) => [one.token]))
    tokens.push({ token: of, ...(await words(of)), engagements })
  return {
    now: node.chainView.now(),
    seen: state.seen,
    levelsFrom: state.window.from,
    accounts: [...shown].map((account) => {
      const record = state.records.get(account)
      return {
        ...accountWords(node, state, account),
        level: record === undefined ? null : (state.levels.get(account) ?? 0),
        row: rowOf(account),
        issued: record?.issued ?? 0,
        hunted: record?.hunted ?? 0,
      }
    }),
    ties,
    power: powerTies(node, shown),
    tokens,
    tags: mostUsed(state.engagements, tagsOf).map(({ of, engagements }) => ({ tag: of, engagements })),
    omitted: { accounts: weight.size - shown.size, ties: high.length - ties.length },
  }
}

/** Which engagements are asked for: those of a tie, or those of an account on either side. */
export type ListEngagementsParameters = {
  readonly payer: Address | null
  readonly payee: Address | null
  readonly either: Address | null
  readonly limit: number
}

/**
 * Engagements of an account or of a tie, the newest first.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where the chain was never read.
 */
export const listEngagements = async (
  node: NodeContext,
  { payer, payee, either, limit }: ListEngagementsParameters,
): Promise<{ rows: z.input<typeof engagementRow>[]; total: number }> => {
  const state = await node.mesh.read()
  const words = createRewardWords(node)
  const found = state.engagements
    .filter(
      (one) =>
        (payer === null || one.payer === payer) &&
        (payee === null || one.payee === payee) &&
        (either === null || one.payer === either || one.payee === either),
    )
    .toSorted((a, b) => Math.max(b.fundedAt, b.settledAt) - Math.max(a.fundedAt, a.settledAt))
  const rows = []
  for (const one of found.slice(0, limit)) {
    const about = state.wordsOf(one)
    rows.push({
      key: one.key,
      bounty: one.bounty,
      title: about?.title ?? null,
      tags: [...(about?.tags ?? [])],
      payer: one.payer,
      payee: one.payee,
      token: one.token,
      ...(await words(one.token)),
      amount: one.amount.toString(),
      paid: one.paid.toString(),
      kept: one.kept.toString(),
      state: one.state,
      disputed: one.disputed,
      height: state.heights.get(one.key) ?? 0,
      fundedAt: Math.floor(one.fundedAt),
      settledAt: one.settledAt,
    })
  }
  return { rows, total: found.length }
}
