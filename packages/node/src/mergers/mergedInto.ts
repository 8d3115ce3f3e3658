import { pairAddress, provenPartnership } from '@daomesh/chain'
import { listProposals, type WrittenProposal } from '@daomesh/governance'
import { daoSpaceOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { mergedShape } from '../contract/mergers.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { mergerScene } from './mergerScene.ts'

const isPaired = ({ decision }: WrittenProposal): boolean => decision.executor === pairAddress()

/** Where a DAO went, by the decision of it that was enacted; null of one that is for itself. */
export const mergedInto = (node: NodeContext, dao: DaoSpace): z.input<typeof mergedShape> | null => {
  const { enacted } = dao.chainState()
  if (enacted.size === 0) return null
  for (const { id, decision, content } of listProposals(dao.registers(), dao.chainState(), presentOf(node, dao), isPaired)) {
    const question = enacted.has(id) ? provenPartnership(dao.record.dao, decision, content) : null
    if (question === null || question.merger === null || question.merger.from !== dao.record.dao) continue
    const { into } = question.merger
    const deal = node.spaces.deals().find((one) => one.id === question.deal)
    return {
      dao: into,
      name: mergerScene(node, question.merger, deal).nameOf(into) ?? into,
      space: node.spaces.find(daoSpaceOf(dao.record.chain, into))?.id ?? null,
      decision: id,
    }
  }
  return null
}
