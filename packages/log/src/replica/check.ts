import { DaomeshError, hasItsBody, parseEntry, signedMessageOf, type WireEntry } from '@daomesh/protocol'
import type { CheckedEntry, Core } from './core.ts'
import { standsOn } from './graph.ts'
import { makeNode } from './model.ts'

/** What becomes of bytes before the replica takes them; an entry is one to take. A pruned one proves nothing yet: it is taken when someone brings it whole. */
export type Fate = 'known' | 'refused' | 'pruned' | CheckedEntry

/** Before body and signature are looked at. */
type Early = Exclude<Fate, CheckedEntry> | WireEntry

/** Cheap checks first: form, space, whether it is here, and whether a known prev contradicts it. */
const parse = (core: Core, bytes: Uint8Array): Early => {
  const entry = parseOne(core, bytes)
  if (entry === null) return 'refused'
  if (core.graph.nodes.has(entry.id)) return hasItsBody(entry) ? 'known' : 'refused'
  return entry.body === null ? 'pruned' : entry
}

const parseOne = (core: Core, bytes: Uint8Array): WireEntry | null => {
  let entry: WireEntry
  try {
    entry = parseEntry(bytes)
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

const isFresh = (early: Early): early is WireEntry => typeof early !== 'string'
export const isEntry = (fate: Fate): fate is CheckedEntry => typeof fate !== 'string'

/** Of one entry: a good one with what was found, or null. Written out, since what a spread copies costs more than all of this. */
type Found = CheckedEntry | null
const found = ({ id, header, headerBytes, signature, body }: WireEntry, crc32: number | null, opened: Uint8Array | null): CheckedEntry => ({
  id,
  header,
  headerBytes,
  signature,
  body,
  crc32,
  opened,
})

/** By the threads, where they are there and it is worth it: all that follows from the bytes alone, so that little is left to the thread that answers people. */
const checkBeside = async (core: Core, entries: readonly WireEntry[]): Promise<readonly Found[] | null> => {
  const { verifier, keyOf } = core.init
  const keyFor = ({ header: { keyId } }: WireEntry): Uint8Array | null => (keyId === null ? null : (keyOf?.(keyId) ?? null))
  const asked = entries.map((entry) => {
    const { header, headerBytes, signature, body } = entry
    return { device: header.device, headerBytes, signature, body, key: keyFor(entry) }
  })
  const answers = (await verifier.checkEntries?.(asked)) ?? null
  if (answers === null) return null
  return entries.map((entry, i) => {
    const answer = answers[i]
    return answer?.isGood === true ? found(entry, answer.crc32, answer.opened) : null
  })
}

const checkHere = async (core: Core, entries: readonly WireEntry[]): Promise<readonly Found[]> => {
  const whole = entries.filter(hasItsBody)
  const results = await core.init.verifier.verifyDevice(
    whole.map(({ header, headerBytes, signature }) => ({ device: header.device, ...signedMessageOf(headerBytes, signature) })),
  )
  const good = new Set(whole.filter((_, i) => results[i] === true))
  return entries.map((entry) => (good.has(entry) ? found(entry, null, null) : null))
}

/** Bodies and signatures. Of copies of one entry the first that is good is taken: a bad copy does not stand in the way of a good one. */
export const check = async (core: Core, batch: readonly Uint8Array[]): Promise<readonly Fate[]> => {
  const early = batch.map((bytes) => parse(core, bytes))
  const fresh = early.filter(isFresh)
  if (fresh.length === 0) return early.filter((one) => typeof one === 'string')
  const results = (await checkBeside(core, fresh)) ?? (await checkHere(core, fresh))
  const seen = new Set<string>()
  let at = 0
  return early.map((one): Fate => {
    if (typeof one === 'string') return one
    const result = results[at++] ?? null
    if (result === null) return 'refused'
    if (seen.has(result.id)) return 'known'
    seen.add(result.id)
    return result
  })
}

/** What was checked is looked at once more: the batch before it may have brought it, or its prev. */
export const recheck = (core: Core, fate: Fate): Fate => {
  if (!isEntry(fate)) return fate
  if (core.graph.nodes.has(fate.id)) return 'known'
  return contradicts(core, fate) ? 'refused' : fate
}
