import type { EntryId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'

/** The name under which this member is shown in one space. */
export const setDisplayName = async (
  node: NodeContext,
  { space, name }: { readonly space: SpaceId; readonly name: string },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => ({
  entry: await node.spaces.dao(space).append('profile.set', { name }, { meta: (entry) => [keep({ entry })] }),
})
