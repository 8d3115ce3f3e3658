import { provenSpinOff, spinOffTerms } from '@daomesh/chain'
import { listProposals } from '@daomesh/governance'
import { daoSpaceOf } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followChanges } from '../changes/followChanges.ts'
import type { NodeContext } from '../context.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** The chain may have come further without any record. */
const again = 5_000

/** Opens the DAOs that were spun off with this node's account among their members. Who proposed it, or else the first of them, writes the first key. */
const enterSpunOff = async (node: NodeContext, dao: DaoSpace): Promise<void> => {
  const account = node.account.current()
  const { enacted } = dao.chainState()
  if (account === null || enacted.size === 0) return
  const { chain, factory, displayName } = dao.record
  for (const { id, by, decision, content } of listProposals(dao.registers(), dao.chainState(), presentOf(node, dao))) {
    const question = enacted.has(id) ? provenSpinOff(chain.chainId, decision, content) : null
    if (question === null) continue
    const { genesis } = question
    const members = genesis.members.map((member) => member.account)
    const { newDao } = spinOffTerms(question)
    const space = daoSpaceOf(chain, newDao)
    if (!members.includes(account) || node.spaces.find(space) !== undefined) continue
    const first = members.includes(by) ? by : members[0]
    await node.spaces.add({
      type: 'dao',
      space,
      chain,
      lobby: null,
      dao: newDao,
      factory,
      genesis,
      proposer: first === account,
      displayName,
    })
  }
}

/** Brings members who left together into the space of their new DAO, without anybody's hand. Returns what stops it. */
export const followSpinOffs = (node: NodeContext): (() => void) => {
  const { clock, logger } = node.adapters
  const look = async (stopped: () => boolean) => {
    const attempt = createAttempt(logger, 'join.unfollowed', stopped)
    for (const dao of node.spaces.daos()) await attempt(dao.id, () => enterSpunOff(node, dao))
  }
  return followChanges({ changes: node.changes, clock, topics: ['spaces', 'chain'], waits: { first: pause, pause, again }, look })
}
