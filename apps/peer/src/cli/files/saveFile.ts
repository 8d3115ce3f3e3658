import { createHash, randomBytes } from 'node:crypto'
import { link, open, rename, rm } from 'node:fs/promises'
import { DaomeshError } from '@daomesh/protocol'

type Piece = { readonly content: string; readonly next: number | null }
export type SaveFileParameters = {
  /** The piece that begins at this byte, in base64, and where the next one begins. */
  readonly read: (at: number) => Promise<Piece>
  readonly path: string
  /** What its content must come to; null where nobody says. */
  readonly hash: string | null
  /** Whether it may take the place of what stands there. */
  readonly replace: boolean
}

/**
 * Saves a file that is whole at the node: written beside, compared with its hash, flushed, and only then under its name.
 * @throws DaomeshError `INPUT_INVALID` where something stands there already (unless `replace`), `FILE_MALFORMED` for another content, `STORAGE_FAILED`.
 */
export const saveFile = async ({ read, path, hash, replace }: SaveFileParameters): Promise<{ bytes: number; hash: string }> => {
  const part = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    // Somebody else chose the name, so nothing that stands there already is written over or followed.
    const handle = await open(part, 'wx', 0o600)
    const content = createHash('sha256')
    let bytes = 0
    try {
      for (let at: number | null = 0; at !== null;) {
        const piece: Piece = await read(at)
        const some = Buffer.from(piece.content, 'base64')
        content.update(some)
        await handle.writeFile(some)
        bytes += some.length
        at = piece.next
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    const found = content.digest('hex')
    if (hash !== null && found !== hash) throw new DaomeshError('FILE_MALFORMED', { meta: { hash: found, said: hash } })
    if (replace) await rename(part, path)
    else {
      // Unlike a rename, a link never stands in for what is there.
      await link(part, path)
      await rm(part)
    }
    return { bytes, hash: found }
  } catch (cause) {
    await rm(part, { force: true })
    if (cause instanceof DaomeshError) throw cause
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    if (exists)
      throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'output', reason: 'a file of this name is there already' } })
    throw new DaomeshError('STORAGE_FAILED', { cause, meta: { path } })
  }
}
