import { DaomeshError, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { isCounted, isSeated, statementIn } from '../../queries/statementIn.ts'
import type { Keep } from '../../requests/createRequests.ts'

/**
 * Publishes a signed ballot again that a fork, a removal or a revocation set aside with the record it stood in. Anybody may: the member's account
 * signed it. The reason beside it is not under that signature and is left out.
 * @throws DaomeshError `RECORD_UNSIGNED`, `RECORD_COUNTED`, `MEMBERSHIP_REFUSED`, `SPACE_UNKNOWN`.
 */
export const republishBallot = async (
  node: NodeContext,
  { space: id, entry }: { readonly space: SpaceId; readonly entry: EntryId },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const statement = statementIn(space, entry)
  if (statement === null) throw new DaomeshError('RECORD_UNSIGNED', { meta: { entry } })
  if (isCounted(space, statement)) throw new DaomeshError('RECORD_COUNTED', { meta: { entry } })
  if (!isSeated(space, statement)) throw new DaomeshError('MEMBERSHIP_REFUSED', { meta: { member: statement.member } })
  const { sheet, signature } = statement
  return { entry: await space.append('ballot.cast', { sheet, signature, reason: '' }, { meta: (again) => [keep({ entry: again })] }) }
}
