import { decodeRosterChange } from '@daomesh/chain'
import { applicantsOf, listProposals, nameOf } from '@daomesh/governance'
import type { Address, DecisionId, InviteId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { underWay } from '../proposals/underWay.ts'

export type ApplicantAnswer = {
  account: Address
  name: string
  at: number
  by: Address
  byName: string | null
  invite: InviteId
  decision: DecisionId | null
}

/** By account: the proposal under way that would give it power. */
const seating = (node: NodeContext, space: DaoSpace): ReadonlyMap<Address, DecisionId> =>
  new Map(
    listProposals(space.registers(), space.chainState(), presentOf(node, space))
      .filter(({ status }) => underWay.has(status))
      .flatMap(({ id, decision: { calls } }) =>
        calls.flatMap((call) =>
          (decodeRosterChange(space.record.dao, call) ?? []).flatMap(({ account, power }) =>
            power !== undefined && power > 0n ? [[account, id] as const] : [],
          ),
        ),
      ),
  )

/** Who asks for a seat, and whether members already decide on it. */
export const listApplicants = (node: NodeContext, { space: id }: { readonly space: SpaceId }): ApplicantAnswer[] => {
  const space = node.spaces.dao(id)
  const registers = space.registers()
  const asking = applicantsOf(registers, space.chainState())
  if (asking.length === 0) return []
  const decisions = seating(node, space)
  return asking.map(({ account, name, at, by, invite }) => ({
    account,
    name,
    at,
    by,
    byName: nameOf(registers, by),
    invite,
    decision: decisions.get(account) ?? null,
  }))
}
