import type { SpaceChanges } from '../store/LogStore.ts'
import { asideRows } from './aside.ts'
import { type Core, changesOf, emptyStep, freshMemory, type ReplicaEvent } from './core.ts'
import { loadAgain } from './load.ts'

const idsOf = (nodes: readonly { readonly id: ReplicaEvent['stored'][number] }[]) => nodes.map((node) => node.id)

const throwAlone = (error: unknown): void =>
  queueMicrotask(() => {
    throw error
  })

/** The step is stored whatever a listener makes of it: one that throws neither stops the others nor makes the write look failed. */
const tell = (core: Core, event: ReplicaEvent): void => {
  const { onListenerFailure = throwAlone } = core.init
  for (const listener of core.listeners)
    try {
      listener(event)
    } catch (error) {
      onListenerFailure(error)
    }
}

/**
 * Stores the running step in one transaction and only then tells the listeners. When the disk refuses, the memory goes back to what is on disk.
 * @throws DaomeshError `STORAGE_FAILED`: nothing of the step is kept.
 */
export const commit = (core: Core, extra: Partial<SpaceChanges> = {}): void => {
  core.step.meta.push(...asideRows(core))
  const changes = changesOf(core, extra)
  try {
    core.init.store.commit(core.init.space, changes)
  } catch (error) {
    reload(core)
    throw error
  }
  const { step } = core
  // A step of several transactions stays what it is.
  core.step = emptyStep(step.durable)
  const event = { stored: [...step.inserted.keys()], accepted: idsOf(step.accepted), withdrawn: idsOf(step.withdrawn) }
  // A state folded anew is another one, though nothing came or went in this step.
  if (!changes.clearRegisters && event.stored.length + event.accepted.length + event.withdrawn.length === 0) return
  core.told = step.inserted
  tell(core, event)
  core.told = null
}

/** Forgets the memory and reads the disk again. A disk that cannot even be read leaves the replica empty until it is opened anew. */
const reload = (core: Core): void => {
  Object.assign(core, freshMemory(core.init.space))
  try {
    loadAgain(core)
  } catch {
    core.closed = true
  }
}

/** After a step that failed before it was stored, be it for a disk that does not give back what it holds: the memory goes back to what is on disk. */
export const rollBack = (core: Core): void => {
  const { inserted, judged, dropped } = core.step
  if (inserted.size + judged.size + dropped.size + core.pendingWrites.length > 0) reload(core)
}
