import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { fromBase64 } from '../../words/base64.ts'

type Upload = { readonly space: SpaceId; readonly upload: string }

/** Begins to take a file from a client, or says how far it came. */
export const uploadFile = async (
  node: NodeContext,
  { space, upload, size }: Upload & { readonly size: number },
): Promise<{ at: number }> => ({
  at: await node.files.uploads.begin(node.spaces.writing(space).id, upload, size),
})

/** The next piece of it. */
export const writeFile = async (
  node: NodeContext,
  { space, upload, at, content }: Upload & { readonly at: number; readonly content: string },
): Promise<{ at: number }> => ({ at: await node.files.uploads.find(space, upload).write(at, fromBase64(content)) })
