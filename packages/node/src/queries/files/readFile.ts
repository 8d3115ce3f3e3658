import type { HeldFile, StoredState } from '@daomesh/files'
import { type FileRow, filesOf, nameOf } from '@daomesh/governance'
import { DaomeshError, type EntryId, limits, type SpaceId, toDaomeshError, toHex } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { fileRow } from '../../contract/files.ts'
import type { WritingSpace } from '../../spaces/space.ts'
import { toBase64 } from '../../words/base64.ts'
import { nameOfDevice } from '../nameOfDevice.ts'

export type FileAnswer = z.input<typeof fileRow>
type Place = { readonly space: SpaceId; readonly file: EntryId }
type Stored = { readonly state: StoredState; readonly bytes: number }

/** Chunks in one answer: a mebibyte, which is 1.4 in base64. */
const chunksPerRead = 4

/** @throws DaomeshError `SPACE_UNKNOWN`, `FILE_UNKNOWN`. */
export const findFile = (node: NodeContext, { space: id, file }: Place): { readonly space: WritingSpace; readonly row: FileRow } => {
  const space = node.spaces.writing(id)
  const row = filesOf(space.registers()).find(({ entry }) => entry === file)
  if (row === undefined) throw new DaomeshError('FILE_UNKNOWN', { meta: { file } })
  return { space, row }
}

/** What a record says and what is here of it. */
export const answerFile = (node: NodeContext, space: WritingSpace, row: FileRow, stored: Stored | undefined): FileAnswer => {
  const fetching = node.files.exchange.state(space.id, row.file)
  const error = fetching?.error ?? null
  const here = stored === undefined ? 'absent' : stored.state
  return {
    entry: row.entry,
    file: row.file,
    name: row.name,
    type: row.type,
    size: row.size,
    about: row.about,
    hash: row.hash,
    by: row.by,
    byName: nameOf(space.registers(), row.by),
    sharedAt: row.at,
    withdrawn: row.withdrawn,
    mine: row.by === node.account.current(),
    state: here === 'whole' ? here : (fetching?.state ?? here),
    bytes: here === 'whole' ? row.size : Math.min(row.size, stored?.bytes ?? 0),
    from: (fetching?.from ?? []).map((device) => ({ device, name: nameOfDevice(space, device) })),
    error: error === null ? null : toDaomeshError(error).toJSON(),
  }
}

/** Files that members share, in the order of the records; withdrawn ones only where something of them is here. */
export const listFiles = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<FileAnswer[]> => {
  const space = node.spaces.writing(id)
  const stored = new Map((await node.files.store.list(id)).map((row) => [row.file, row]))
  const rows = filesOf(space.registers()).filter(({ file, withdrawn }) => !withdrawn || stored.has(file))
  return Promise.all(
    rows.map(async (row) => {
      // What is here is known by its content, whatever its author said.
      const held = stored.has(row.file) ? await node.files.exchange.held(space.id, row.file) : null
      const answer = answerFile(node, space, row, stored.get(row.file))
      return held === null ? answer : { ...answer, hash: toHex(held.manifest.hash) }
    }),
  )
}

/** @throws DaomeshError `FILE_UNKNOWN`, `FILE_MALFORMED`. */
export const readFile = async (node: NodeContext, place: Place): Promise<FileAnswer> => {
  const { space, row } = findFile(node, place)
  const stored = (await node.files.store.list(space.id)).find(({ file }) => file === row.file)
  const held = await node.files.exchange.held(space.id, row.file)
  const answer = answerFile(node, space, row, stored)
  return held === null ? answer : { ...answer, hash: toHex(held.manifest.hash) }
}

/** @throws DaomeshError `FILE_UNKNOWN`, `FILE_ABSENT`, `FILE_DAMAGED` (it is then fetched again), `FILE_MALFORMED`. */
export const readFileBytes = async (node: NodeContext, { at, ...place }: Place & { readonly at: number }) => {
  const { space, row } = findFile(node, place)
  const held = await node.files.exchange.held(space.id, row.file)
  if (held === null || !held.isWhole()) throw new DaomeshError('FILE_ABSENT', { meta: { file: row.file } })
  return piecesOf(node, held, at)
}

/** A mebibyte of a file that is whole here, from `at` on; each chunk is checked. @throws DaomeshError `FILE_DAMAGED`. */
export const piecesOf = async (node: Pick<NodeContext, 'adapters'>, held: HeldFile, at: number) => {
  const { size } = held.manifest
  const parts: Uint8Array[] = []
  let next = Math.min(at, size)
  for (let taken = 0; taken < chunksPerRead && next < size; taken++) {
    const index = Math.floor(next / limits.fileChunkBytes)
    const part = (await held.open(index, node.adapters.decrypt)).subarray(next - index * limits.fileChunkBytes)
    parts.push(part)
    next += part.length
  }
  return { content: toBase64(Buffer.concat(parts)), next: next < size ? next : null }
}

/** Asks the connected members now how much they have. */
export const readHolders = async (node: NodeContext, place: Place) => {
  const { space, row } = findFile(node, place)
  const of = Math.ceil(row.size / limits.fileChunkBytes)
  const holders = await node.files.exchange.holders(space.id, row.file)
  return holders
    .filter(({ chunks }) => chunks > 0 || of === 0)
    .map(({ peer, chunks }) => ({ device: peer, name: nameOfDevice(space, peer), chunks: Math.min(chunks, of), of }))
}
