import { predictDaoAddress, provenSpinOff, signaturesAddress } from '@daomesh/chain'
import { listProposals, type WrittenProposal, yesSheets } from '@daomesh/governance'
import { type Address, daoSpaceOf } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { type KeptSpinOff, keepSpinOffs, keptSpinOffs } from './keptSpinOffs.ts'
import { yesOf } from './standOf.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may have come further without any record. */
const again = 5_000

/** Only such a decision can be one: the others are not looked at further. */
const isReserved = ({ decision }: WrittenProposal): boolean => decision.executor === signaturesAddress()

/** The spin-offs under way that this node's account is to go with. Who proposed one, or else the first who goes, writes the first key. */
const ownSpinOffs = (node: NodeContext, dao: DaoSpace, account: Address): readonly KeptSpinOff[] =>
  listProposals(dao.registers(), dao.chainState(), presentOf(node, dao), isReserved).flatMap(({ id, by, decision, content }) => {
    const genesis = provenSpinOff(dao.record.chain.chainId, decision, content)?.genesis
    const members = genesis?.members.map((member) => member.account) ?? []
    if (genesis === undefined || !members.includes(account)) return []
    const agreed = yesOf(yesSheets(dao.registers(), dao.chainState(), id), id, null).has(account)
    return [{ decision: id, genesis, proposer: (members.includes(by) ? by : members[0]) === account, agreed }]
  })

/** Opens the DAOs that were spun off with this node's account among their members. */
const enterSpunOff = async (node: NodeContext, dao: DaoSpace): Promise<void> => {
  const account = node.account.current()
  if (account === null) return
  keepSpinOffs(node.meta, dao, ownSpinOffs(node, dao, account))
  const { enacted } = dao.chainState()
  const { chain, factory, displayName } = dao.record
  for (const { decision, genesis, proposer } of enacted.size === 0 ? [] : keptSpinOffs(node.meta, dao)) {
    const newDao = predictDaoAddress(factory, genesis)
    const space = daoSpaceOf(chain, newDao)
    const isOne = genesis.members.some((member) => member.account === account)
    if (!enacted.has(decision) || !isOne || node.spaces.find(space) !== undefined) continue
    await node.spaces.add({ type: 'dao', space, chain, lobby: null, dao: newDao, factory, genesis, proposer, displayName })
  }
}

/** Brings members who left together into the space of their new DAO, without anybody's hand. Returns what stops it. */
export const followSpinOffs = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'join.unfollowed', stopped)
    for (const dao of node.spaces.daos()) await attempt(dao.id, () => enterSpunOff(node, dao))
  }
  return followNode(node, {
    topics: ['spaces', 'chain'],
    waits: { first: pause, pause, again },
    look,
  })
}
