import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import { toBase64 } from '../drafts/base64.ts'

/** Plaintext in one message: far below the longest one that the node takes. */
const pieceBytes = 512 * 1024

/** Hands the bytes that a person chose to the node, piece by piece. `told` hears how much is there. */
export const sendFile = async (
  client: NodeClient,
  { space, upload, file }: { readonly space: string; readonly upload: string; readonly file: File },
  told: (bytes: number) => void,
): Promise<void> => {
  let { at } = await client.files.upload({ space, upload, size: file.size })
  while (at < file.size) {
    const piece = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer())
    if (piece.length === 0) throw new DaomeshError('FILE_UPLOAD', { meta: { reason: 'the file became shorter' } })
    ;({ at } = await client.files.write({ space, upload, at, content: toBase64(piece) }))
    told(at)
  }
}
