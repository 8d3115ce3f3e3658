import type { NodeClient } from '@daomesh/node/client'
import { fromBase64 } from '../drafts/base64.ts'

/** A piece of a file in base64, and where the next one begins. */
export type Piece = { readonly content: string; readonly next: number | null }

/**
 * Reads a file piece by piece and hands it to the system as a download. Whatever its author calls its type, here it is bytes: the page neither shows nor
 * opens it. The name is one plain name, or its record would have been broken (protocol P19).
 */
export const savePieces = async (name: string, read: (at: number) => Promise<Piece>): Promise<void> => {
  const parts: BlobPart[] = []
  for (let at: number | null = 0; at !== null;) {
    const piece: Piece = await read(at)
    parts.push(fromBase64(piece.content) as Uint8Array<ArrayBuffer>)
    at = piece.next
  }
  const address = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has taken the bytes by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** The same of a file that a space shares. */
export const saveFile = (
  client: NodeClient,
  { space, file, name }: { readonly space: string; readonly file: string; readonly name: string },
): Promise<void> => savePieces(name, (at) => client.files.read({ space, file, at }))
