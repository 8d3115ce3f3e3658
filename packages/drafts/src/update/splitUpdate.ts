import { concatBytes, DaomeshError, limits } from '@daomesh/protocol'
import { draftLimits } from '../limits.ts'
import { UpdateRefused } from '../refusal.ts'
import { contentRefs } from './readContent.ts'
import { type Deletion, infoBits, readUpdate, type Struct } from './readUpdate.ts'
import { writeText, writeUint, writeUpdate } from './writeUpdate.ts'

type Part = { readonly clock: number; readonly bytes: Uint8Array }

/** Characters per piece of a long text: three bytes each at most, so a piece always fits. */
const pieceChars = 8192
/** Room for the counts and ids around structs and deletions. */
const headerBytes = 64
const deletionBytes = 24

const textPart = (update: Uint8Array, struct: Struct, client: number, from: number, text: string): Part => {
  const clock = struct.clock + from
  if (from === 0) return { clock, bytes: concatBytes(update.subarray(struct.start, struct.contentStart), writeText(text)) }
  const right = struct.rightOrigin
  const info = contentRefs.text | infoBits.origin | (right ? infoBits.rightOrigin : 0)
  const ids = [client, clock - 1, ...(right ? [right.client, right.clock] : [])]
  return { clock, bytes: concatBytes(Uint8Array.of(info), ...ids.map(writeUint), writeText(text)) }
}

/** Cuts a long text between characters into pieces that each continue the one before. */
const partsOf = (update: Uint8Array, struct: Struct, client: number): readonly Part[] => {
  const { content } = struct
  if (content.type !== 'text' || content.length <= pieceChars)
    return [{ clock: struct.clock, bytes: update.subarray(struct.start, struct.end) }]
  const parts: Part[] = []
  for (let from = 0; from < content.length;) {
    let to = Math.min(content.length, from + pieceChars)
    if ((content.text.charCodeAt(to) & 0xfc00) === 0xdc00) to--
    parts.push(textPart(update, struct, client, from, content.text.slice(from, to)))
    from = to
  }
  return parts
}

const chunk = <T>(items: readonly T[], fits: (size: number, count: number) => boolean, sizeOf: (item: T) => number): readonly T[][] => {
  const chunks: T[][] = []
  let size = 0
  for (const item of items) {
    const last = chunks.at(-1)
    size += sizeOf(item)
    if (last && fits(size, last.length + 1)) last.push(item)
    else {
      chunks.push([item])
      size = sizeOf(item)
    }
  }
  return chunks
}

/**
 * Cuts an own update that is too long for one entry, such as a large paste, into several that are admitted one after the other.
 * Structs go first, deletions last. An update that fits is returned as it is.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED` when it is not an update a draft could hold.
 */
export const splitUpdate = (update: Uint8Array, maxBytes: number = limits.draftUpdateBytes): readonly Uint8Array[] => {
  try {
    const { client, structs, deletions } = readUpdate(update, Number.MAX_SAFE_INTEGER)
    const fits = update.length <= maxBytes && structs.length <= draftLimits.structs && deletions.length <= draftLimits.deletions
    if (fits) return [update]
    const room = maxBytes - headerBytes
    const parts = client === null ? [] : structs.flatMap((struct) => partsOf(update, struct, client))
    const writes = chunk(
      parts,
      (size, count) => size <= room && count <= draftLimits.structs,
      (part) => part.bytes.length,
    )
    const erases = chunk<Deletion>(
      deletions,
      (size, count) => size <= room && count <= draftLimits.deletions,
      () => deletionBytes,
    )
    return [
      ...writes.map((some) =>
        writeUpdate(
          client ?? 0,
          some[0]?.clock ?? 0,
          some.map((part) => part.bytes),
          [],
        ),
      ),
      ...erases.map((some) => writeUpdate(0, 0, [], some)),
    ]
  } catch (cause) {
    if (cause instanceof UpdateRefused) throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: cause.reason }, cause })
    throw cause
  }
}
