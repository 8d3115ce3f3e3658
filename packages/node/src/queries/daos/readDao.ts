import { foldFacts, membersOf, type ProposalRow, seatedMembers, totalPower, totalShares, viewsOf } from '@daomesh/governance'
import { stateHashOf } from '@daomesh/log'
import { type Address, agreementQuestionOf, type ChainCut, daoIdOf, DaomeshError, joinQuestionOf, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { daoRow, hashShape } from '../../contract/spaces.ts'
import { mergedInto } from '../../mergers/mergedInto.ts'
import { placeOf, shownProposals } from '../../nested/shownProposals.ts'
import { foldVersion } from '../../spaces/foldVersion.ts'
import { successorsOf } from '../../spaces/successionsIn.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { listActivity } from './listActivity.ts'
import { countsIn, isSettled } from '../proposals/listProposalRows.ts'
import { signsByBallots } from '../proposals/signsByBallots.ts'
import { underWay } from '../proposals/underWay.ts'
import { memberNameOf } from './readNested.ts'
import { readStanding } from './readStanding.ts'

export type DaoAnswer = z.input<typeof daoRow>
export type HashAnswer = z.input<typeof hashShape>
export type DaoPageAnswer = DaoAnswer & {
  rules: DaoSpace['record']['genesis']['rules']
  rosterEpoch: number
  rulesEpoch: number
  memberRows: {
    account: Address
    name: string | null
    kind: 'key' | 'contract'
    power: string
    shares: string
    removed: boolean
    replacedBy: Address | null
    self: boolean
    online: boolean
    devices: { device: string; online: boolean }[]
  }[]
  totalPower: string
  totalShares: string
  hash: HashAnswer
  activity: ReturnType<typeof listActivity>
  locked: boolean
  merged: ReturnType<typeof mergedInto>
}

const deployedOf = (space: DaoSpace): DaoAnswer['deployed'] => {
  if (space.chainState().founded) return 'final'
  return space.unfinalized().some(({ fact }) => fact.kind === 'founded') ? 'anchored' : 'no'
}

/** Whom a decision removed: the row stays for the shares in it, and is no member's. */
const removedNow = ({ epochs }: ReturnType<DaoSpace['chainState']>): ReadonlySet<Address> => epochs.at(-1)?.removed ?? new Set()

const rowOf = (node: NodeContext, space: DaoSpace): DaoAnswer => {
  const { record } = space
  const state = space.chainState()
  const account = node.account.current()
  const place = placeOf(space)
  const signs = ({ decision, content }: ProposalRow): boolean =>
    signsByBallots({ agreement: agreementQuestionOf(place, decision, content), joined: joinQuestionOf(place, decision, content) })
  const isOpen = (one: ProposalRow): boolean => underWay.has(one.status) && !isSettled(one, signs(one))
  const open = shownProposals(node, space).filter(isOpen)
  return {
    space: space.id,
    dao: record.dao,
    caip10: daoIdOf(record.chain.chainId, record.dao),
    name: record.genesis.name,
    deployed: deployedOf(space),
    members: seatedMembers(state).length,
    openProposals: open.length,
    awaitingMe: open.filter(
      (one) =>
        one.status !== 'recorded' &&
        one.status !== 'executable' &&
        countsIn(one, account) &&
        !one.ballots.some(({ member, ignored }) => member === account && ignored?.key !== 'ballot.revoked'),
    ).length,
    standing: readStanding(node, space),
    treasury: node.chainView.balance(record.dao)?.toString() ?? null,
  }
}

/** The hash that members compare. With `count`: at an older cut, folded under the chain facts of then, to compare with a peer that is behind. */
export const readHash = async (
  node: NodeContext,
  { space: id, count }: { readonly space: SpaceId; readonly count?: number | undefined },
): Promise<HashAnswer> => {
  const space = node.spaces.dao(id)
  const { replica, facts } = space
  const cut: ChainCut | null = count === undefined ? facts.cut() : facts.cutAt(count)
  if (cut === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'count', have: facts.cut().count } })
  const known = () => ({ setRoot: replica.setRoot(), cut, foldVersion, entries: replica.count() })
  if (cut.count === facts.cut().count) {
    const { stateHash, unjudgedRoot } = space.claim()
    return { stateHash, unjudgedRoot, ...known() }
  }
  const then = foldFacts(
    space.record.genesis,
    facts
      .events()
      .slice(0, cut.count)
      .map(({ fact }) => fact),
  )
  const folded = await replica.foldAt(viewsOf(id, then, node.organisations.membersOf(then)))
  // The set may have grown until its turn came.
  const now = known()
  return { stateHash: stateHashOf({ ...now, ...folded }), unjudgedRoot: folded.unjudgedRoot, ...now }
}

export const listDaos = (node: NodeContext): DaoAnswer[] => node.spaces.daos().map((space) => rowOf(node, space))

export const readDao = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<DaoPageAnswer> => {
  const space = node.spaces.dao(id)
  const state = space.chainState()
  const online = node.reach.onlineDevices()
  const removed = removedNow(state)
  const successors = removed.size === 0 ? new Map<Address, Address>() : successorsOf(space.registers(), state, space.record.dao)
  const self = node.account.current()
  return {
    ...rowOf(node, space),
    rules: state.rules,
    rosterEpoch: state.rosterEpoch,
    rulesEpoch: state.rulesEpoch,
    memberRows: membersOf(space.registers(), state).map((row) => ({
      account: row.account,
      name: row.name ?? memberNameOf(node, space, row.account),
      kind: row.kind,
      power: row.power.toString(),
      shares: row.shares.toString(),
      removed: removed.has(row.account),
      replacedBy: removed.has(row.account) ? (successors.get(row.account) ?? null) : null,
      self: row.account === self,
      online: row.account === self || row.devices.some(({ device }) => online.has(device)),
      devices: row.devices.map(({ device }) => ({ device, online: online.has(device) })),
    })),
    totalPower: totalPower(state).toString(),
    totalShares: totalShares(state).toString(),
    hash: await readHash(node, { space: id }),
    activity: listActivity(node, space),
    locked: !space.unlocked(),
    merged: mergedInto(node, space),
  }
}
