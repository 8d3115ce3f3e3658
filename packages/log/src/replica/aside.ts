import { type EntryId, utf8 } from '@daomesh/protocol'
import type { MetaRow } from '../store/LogStore.ts'
import type { Core } from './core.ts'
import { type EntryNode, memberOf, streamOf } from './model.ts'

/** Sixteen is what the one entry cites that brings them back, per stream; above so many they are lost with a start, as they all once were. */
const most = 1_024

const rowOf = (core: Core): string => `log/aside/${core.init.space}`

/** An end of a stream is cut: what was here before its author was removed the next entry still cites, after a start too. */
export const holdAside = (core: Core, node: EntryNode): void => {
  if (core.aside.size < most && core.tips.get(streamOf(node))?.has(node) === true) core.aside.add(node.id)
}

/** Reads which were held when the memory was filled last. */
export const loadAside = (core: Core): void => {
  const row = core.init.store.getMeta(rowOf(core))
  core.storedAside = row === null ? '' : new TextDecoder().decode(row)
  core.aside = new Set(core.storedAside === '' ? [] : (core.storedAside.split(',') as EntryId[]))
}

/** Puts those that are still cut among the ends again, once it is known what counts. */
export const takeAside = (core: Core): void => {
  for (const id of core.aside) {
    const node = core.graph.nodes.get(id)
    if (node === undefined || node.verdict !== 'accepted' || node.standing !== 'cut' || memberOf(node) === null) continue
    const tips = core.tips.get(streamOf(node)) ?? new Set()
    core.tips.set(streamOf(node), tips)
    tips.add(node)
  }
}

/** The row that tells it, where it is another one than is stored. */
export const asideRows = (core: Core): readonly MetaRow[] => {
  const aside = [...core.aside].sort().join()
  if (aside === core.storedAside) return []
  core.storedAside = aside
  return [[rowOf(core), aside === '' ? null : utf8(aside)]]
}
