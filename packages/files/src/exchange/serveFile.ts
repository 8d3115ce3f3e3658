import { type Duplex, fault } from '@daomesh/network'
import { equalBytes, type FileId, type SpaceId, spaceTagOf, toDaomeshError, toHex } from '@daomesh/protocol'
import type { HeldFile } from '../held/openHeldFile.ts'
import { fileLimits } from '../limits.ts'
import type { FileStore } from '../store/fileStore.ts'
import { type FileStream, fileStream } from './fileStream.ts'
import type { FileFrame } from './frames.ts'
import type { FileBook, Side } from './ports.ts'

type Parameters = Side & { readonly stream: Duplex; readonly book: FileBook; readonly store: FileStore }

/** Reads the next chunk while the one before it is on its way; a reader that does not read costs two chunks of memory. */
const serveChunks = async (line: FileStream, held: HeldFile | null, chunks: readonly number[]): Promise<void> => {
  const read = (at: number): Promise<Uint8Array | null> => {
    const index = chunks[at]
    const reading = index === undefined || held === null ? Promise.resolve(null) : held.sealed(index)
    // A disk that fails is met where the chunk is awaited.
    reading.catch(() => undefined)
    return reading
  }
  let next = read(0)
  for (const [at, index] of chunks.entries()) {
    const sealed = await next
    next = read(at + 1)
    await line.send({ type: 'chunk', index, sealed })
  }
}

const answer = async (
  line: FileStream,
  frame: FileFrame,
  held: HeldFile | null,
  manifest: () => Promise<Uint8Array | null>,
): Promise<void> => {
  switch (frame.type) {
    case 'want':
      return line.send({ type: 'have', manifest: held !== null, chunks: held?.have.bytes() ?? new Uint8Array() })
    case 'askManifest':
      return line.send({ type: 'manifest', sealed: held === null ? null : await manifest() })
    case 'ask':
      return serveChunks(line, held, frame.chunks)
    case 'hello':
    case 'welcome':
    case 'have':
    case 'manifest':
    case 'chunk':
      throw fault('an answer to nothing asked')
  }
}

/** Lets a peer in and finds the space it named; null where it was refused. */
const welcome = async (p: Parameters, line: FileStream): Promise<SpaceId | null> => {
  const { network, admission, book, stream } = p
  const hello = await line.receive()
  if (hello === null) return null
  if (hello.type !== 'hello') throw fault('hello comes first')
  const space = book.spaces().find((id) => equalBytes(hello.tag, spaceTagOf(id, stream.peer, network.self)))
  const verdict = space === undefined ? 'refuse' : await admission.admit(space, stream.peer, hello.proof)
  if (space === undefined || verdict !== 'admit') {
    await line.send({ type: 'welcome', welcome: verdict === 'MEMBERSHIP_UNKNOWN' ? verdict : 'refuse', proof: new Uint8Array() })
    return null
  }
  await line.send({ type: 'welcome', welcome: 'admit', proof: await admission.prove(space, stream.peer) })
  return space
}

/** What no record of today opens is as good as not here. */
const find = async ({ book, held }: Parameters, space: SpaceId, file: FileId): Promise<HeldFile | null> => {
  if (!book.shared(space, file)) return null
  try {
    return await held(space, file)
  } catch (error) {
    if (toDaomeshError(error).code === 'FILE_MALFORMED') return null
    throw error
  }
}

/**
 * Answers one peer about one file: only an admitted member of the space, only a file that a record of this space names.
 * @throws DaomeshError `SYNC_FRAME` when the peer breaks the rules.
 */
export const serveFile = async (p: Parameters): Promise<void> => {
  const line = fileStream(p.stream, p.clock)
  let file: FileId | null = null
  let waiting = 0
  let serving: Promise<void> = Promise.resolve()
  const failure = Promise.withResolvers<never>()
  failure.promise.catch(() => undefined)
  try {
    const space = await welcome(p, line)
    if (space === null) return await p.stream.close()
    for (;;) {
      const frame = await Promise.race([line.receive(), failure.promise])
      if (frame === null) break
      if (frame.type === 'want') {
        const wanted = toHex(frame.file) as FileId
        if (file !== null && file !== wanted) throw fault('one stream asks for one file')
        file = wanted
      }
      if (file === null) throw fault('want comes first')
      if (++waiting > fileLimits.waitingAsks) throw fault('too many questions at once')
      const asked = file
      serving = serving
        .then(async () => {
          const held = await find(p, space, asked)
          await answer(line, frame, held, () => p.store.manifest(space, asked))
          waiting -= 1
        })
        .catch((error: unknown) => failure.reject(error))
    }
    await Promise.race([serving, failure.promise])
    await p.stream.close()
  } finally {
    line.stop()
  }
}
