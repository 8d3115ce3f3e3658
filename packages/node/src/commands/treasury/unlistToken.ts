import type { Address, EntryId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'

/** Takes a token off the list. What the treasury holds of it stays there. */
export const unlistToken = async (
  node: NodeContext,
  { space: id, token, item }: { readonly space: SpaceId; readonly token: Address; readonly item: string | null },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const space = node.spaces.dao(id)
  return { entry: await space.append('token.unlist', { token, item }, { meta: (entry) => [keep({ entry })] }) }
}
