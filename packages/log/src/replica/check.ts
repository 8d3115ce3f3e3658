import { decodeEntry, DaomeshError, signedBytes, type WireEntry } from '@daomesh/protocol'
import type { Core } from './core.ts'
import { standsOn } from './graph.ts'
import { makeNode } from './model.ts'

/** What becomes of bytes before the replica takes them; an entry is one to take. A pruned one proves nothing yet: it is taken when someone brings it whole. */
export type Fate = 'known' | 'refused' | 'pruned' | WireEntry

/** Cheap checks first: form, space, whether it is here, and whether a known prev contradicts it. */
const parse = (core: Core, bytes: Uint8Array): Fate => {
  const entry = parseOne(core, bytes)
  if (entry === null) return 'refused'
  if (core.graph.nodes.has(entry.id)) return 'known'
  return entry.body === null ? 'pruned' : entry
}

const parseOne = (core: Core, bytes: Uint8Array): WireEntry | null => {
  let entry: WireEntry
  try {
    entry = decodeEntry(bytes)
  } catch (error) {
    if (error instanceof DaomeshError) return null
    throw error
  }
  if (entry.header.space !== core.init.space || contradicts(core, entry)) return null
  return entry
}

/** Whether its prev is here and is not the entry before it. */
const contradicts = (core: Core, { id, header }: WireEntry): boolean => {
  const prev = header.prev === null ? undefined : core.graph.nodes.get(header.prev)
  return prev !== undefined && !standsOn(makeNode(core.graph, id, header, core.graph.logs.get(header.log) ?? prev.log), prev)
}

export const isEntry = (fate: Fate): fate is WireEntry => typeof fate !== 'string'

/** Signatures. Of copies of one entry the first that is well signed is taken: a badly signed copy does not stand in the way of a good one. */
export const check = async (core: Core, batch: readonly Uint8Array[]): Promise<readonly Fate[]> => {
  const fates = batch.map((bytes) => parse(core, bytes))
  const entries = fates.filter(isEntry)
  if (entries.length === 0) return fates
  const results = await core.init.verifier.verifyDevice(
    entries.map(({ header, headerBytes, signature }) => ({ device: header.device, message: signedBytes(headerBytes), signature })),
  )
  const good = new Set(entries.filter((_, i) => results[i] === true))
  const seen = new Set<string>()
  return fates.map((fate) => {
    if (!isEntry(fate)) return fate
    if (!good.has(fate)) return 'refused'
    if (seen.has(fate.id)) return 'known'
    seen.add(fate.id)
    return fate
  })
}

/** What was checked is looked at once more: the batch before it may have brought it, or its prev. */
export const recheck = (core: Core, fate: Fate): Fate => {
  if (!isEntry(fate)) return fate
  if (core.graph.nodes.has(fate.id)) return 'known'
  return contradicts(core, fate) ? 'refused' : fate
}
