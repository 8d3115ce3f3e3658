import { type Duplex, fault } from '@daomesh/network'
import { type DeviceId, fromHex, type FileId, type SpaceId, spaceTagOf } from '@daomesh/protocol'
import { createBitmap, isBitmapOf } from '../bitmap.ts'
import { fileLimits } from '../limits.ts'
import type { HeldFile } from '../held/openHeldFile.ts'
import { type FileStream, fileStream } from './fileStream.ts'
import type { FileFrame } from './frames.ts'
import type { Side } from './ports.ts'
import type { Swarm } from './swarm.ts'

/** What came of one stream: the peer has nothing of the file, gave all that it could for now, or the file is whole. */
export type AskOutcome = 'nothing' | 'some' | 'whole'

export type Fetching = {
  readonly held: () => HeldFile | null
  /** Keeps a manifest. @throws DaomeshError `SYNC_FRAME` for other bytes. */
  readonly takeManifest: (sealed: Uint8Array) => Promise<HeldFile>
  readonly swarm: (held: HeldFile) => Swarm
  readonly onChunk: () => void
}

/** The bytes are not those of the place they were sent for: an honest peer checks before it sends. */
export class WrongChunk extends Error {
  override readonly name = 'WrongChunk'
}

type Parameters = Omit<Side, 'held'> & { readonly stream: Duplex; readonly space: SpaceId; readonly file: FileId }

/** Both prove that they are in the space; then the peer says what it has of the file. null where it does not let us in, or is no member. */
export const greet = async (p: Parameters, line: FileStream): Promise<Extract<FileFrame, { type: 'have' }> | null> => {
  const { network, admission, space, stream } = p
  const { peer } = stream
  const hello = { type: 'hello', tag: spaceTagOf(space, network.self, peer), proof: await admission.prove(space, peer) } as const
  const { welcome, proof } = await line.ask(hello, 'welcome')
  // Whoever is no member is not told which file is looked for.
  if (welcome !== 'admit' || (await admission.admit(space, peer, proof)) !== 'admit') return null
  return line.ask({ type: 'want', file: fromHex(p.file) }, 'have')
}

/** Asks so that the line never runs dry, two questions at a time, and keeps what comes until nothing is left to ask this peer for. */
const fetchChunks = async (line: FileStream, peer: DeviceId, held: HeldFile, fetching: Fetching): Promise<void> => {
  const swarm = fetching.swarm(held)
  const expected: number[] = []
  const asks: number[] = []
  for (;;) {
    while (asks.length < 2) {
      const chunks = swarm.pick(peer, fileLimits.window / 2)
      if (chunks.length === 0) break
      expected.push(...chunks)
      asks.push(chunks.length)
      await line.send({ type: 'ask', chunks })
    }
    const index = expected.shift()
    if (index === undefined) return
    const frame = await line.expect('chunk')
    if (frame.index !== index) throw fault('another chunk than asked for')
    if (frame.sealed === null) swarm.holders().get(peer)?.set(index, false)
    else if (!(await held.put(index, frame.sealed))) throw new WrongChunk(`chunk ${index}`)
    swarm.done(peer, index)
    if (frame.sealed !== null) fetching.onChunk()
    asks[0] = (asks[0] ?? 1) - 1
    if (asks[0] === 0) asks.shift()
  }
}

/**
 * Fetches from one peer what it has and we lack.
 * @throws DaomeshError `SYNC_FRAME`, `PEER_UNREACHABLE`, `STORAGE_FAILED`, `FILE_MALFORMED`, `FILE_LIMIT`; WrongChunk.
 */
export const askFile = async (p: Parameters & { readonly fetching: Fetching }): Promise<AskOutcome> => {
  const { stream, fetching } = p
  const line = fileStream(stream, p.clock)
  try {
    const have = await greet(p, line)
    if (have === null || !have.manifest) {
      await stream.close()
      return 'nothing'
    }
    let held = fetching.held()
    if (held === null) {
      const { sealed } = await line.ask({ type: 'askManifest' }, 'manifest')
      if (sealed === null) return 'nothing'
      held = fetching.held() ?? (await fetching.takeManifest(sealed))
    }
    if (!isBitmapOf(held.have.length, have.chunks)) throw fault('another number of chunks')
    fetching.swarm(held).tell(stream.peer, createBitmap(held.have.length, have.chunks))
    await fetchChunks(line, stream.peer, held, fetching)
    await stream.close()
    return held.isWhole() ? 'whole' : 'some'
  } finally {
    line.stop()
  }
}
