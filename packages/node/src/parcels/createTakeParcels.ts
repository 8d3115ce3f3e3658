import { openParcel, parcelIdOf } from '@daomesh/market'
import { decodeEntry, type WireEntry } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type DealSpace, isDeal } from '../spaces/space.ts'
import type { ParcelBox } from './createParcelBoxes.ts'
import { isWelcome } from './isWelcome.ts'

/** Frontiers of others that came by parcel, so that they are not fetched again. */
const mostSeen = 4_096

/** What a parcel held, under the parcel's id. */
type Opened = { readonly id: string; readonly bytes: Uint8Array }

const entryIn = (bytes: Uint8Array): WireEntry | null => {
  try {
    return decodeEntry(bytes)
  } catch {
    // Whoever was given the opening can leave anything.
    return null
  }
}

/** Takes in what carriers hand out of this node's deals, and blames nobody for any of it. */
export const createTakeParcels = (node: Pick<NodeContext, 'adapters' | 'spaces' | 'frontiers'>) => {
  const { verifier, decrypt } = node.adapters
  const seen = new Set<string>()

  /** Stores what may be stored, first what opens logs, then what those let in. Answers the ids of what was of no use. */
  const takeEntries = async (space: DealSpace, brought: readonly Opened[]): Promise<readonly string[]> => {
    const entries = brought.flatMap(({ id, bytes }) => {
      const entry = entryIn(bytes)
      return entry === null ? [] : [{ id, bytes, entry }]
    })
    let waiting = entries
    for (;;) {
      const welcome = new Set(waiting.filter(({ entry }) => isWelcome(space, entry, { spaces: node.spaces.all(), verifier })))
      if (welcome.size === 0) break
      await space.replica.ingest([...welcome].map(({ bytes }) => bytes))
      waiting = waiting.filter((one) => !welcome.has(one))
    }
    const here = new Set(entries.flatMap(({ id, entry }) => (space.replica.has(entry.id) ? [id] : [])))
    return brought.flatMap(({ id }) => (here.has(id) ? [] : [id]))
  }
  const takeFrontiers = async (space: DealSpace, frontiers: readonly Opened[]): Promise<void> => {
    for (const { id, bytes } of frontiers) {
      await node.frontiers.receive(space.id, bytes)
      seen.add(id)
      for (const oldest of seen) {
        if (seen.size <= mostSeen) break
        seen.delete(oldest)
      }
    }
  }
  return {
    /** Whether a frontier came by this parcel before. */
    isSeen: (id: string): boolean => seen.has(id),
    /** Answers the ids of what is not to be fetched again soon. @throws DaomeshError `STORAGE_FAILED`. */
    take: async (box: ParcelBox, parcels: readonly Uint8Array[]): Promise<readonly string[]> => {
      const space = node.spaces.find(box.space)
      if (space === undefined || !isDeal(space)) return parcels.map(parcelIdOf)
      const opened = parcels.map((one) => ({ id: parcelIdOf(one), parcel: openParcel(box.key, one, decrypt) }))
      const of = (kind: 'entry' | 'frontier'): readonly Opened[] =>
        opened.flatMap(({ id, parcel }) => (parcel?.kind === kind ? [{ id, bytes: parcel.bytes }] : []))
      const useless = await takeEntries(space, of('entry'))
      await takeFrontiers(space, of('frontier'))
      return [...useless, ...opened.flatMap(({ id, parcel }) => (parcel === null ? [id] : []))]
    },
  }
}
