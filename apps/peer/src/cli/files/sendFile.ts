import { open } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, type SpaceId } from '@daomesh/protocol'

/** Plaintext in one message to the node. */
const pieceBytes = 1024 * 1024

/**
 * Hands a file of this machine to the node, piece by piece; the node itself opens no path.
 * @throws DaomeshError `INPUT_INVALID` where it cannot be read, and what the node says.
 */
export const sendFile = async (node: NodeClient, space: SpaceId, upload: string, path: string): Promise<void> => {
  const unreadable = (cause: unknown): never => {
    throw new DaomeshError('INPUT_INVALID', {
      cause,
      meta: { field: 'path', reason: cause instanceof Error ? cause.message : String(cause) },
    })
  }
  const handle = await open(path, 'r').catch(unreadable)
  try {
    const found = await handle.stat()
    if (!found.isFile()) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'path', reason: 'not a file' } })
    let { at } = await node.files.upload({ space, upload, size: found.size })
    const piece = Buffer.alloc(pieceBytes)
    while (at < found.size) {
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, at).catch(unreadable)
      if (bytesRead === 0) throw new DaomeshError('FILE_UPLOAD', { meta: { reason: 'the file became shorter' } })
      ;({ at } = await node.files.write({ space, upload, at, content: piece.toString('base64', 0, bytesRead) }))
    }
  } finally {
    await handle.close()
  }
}
