import { noChanges } from '../store/LogStore.ts'
import { advance } from './advance.ts'
import { takeAside } from './aside.ts'
import { type Core, emptyCore } from './core.ts'
import { loadInto } from './load.ts'

/** Forgets verdicts and state and judges everything again: the rules changed, or a step was cut short. */
export const rejudge = async (core: Core, breathe: () => Promise<void>): Promise<void> => {
  core.init.store.commit(core.init.space, { ...noChanges, resetJudgements: true, clearRegisters: true, foldVersion: core.init.foldVersion })
  Object.assign(core, emptyCore(core.init), { listeners: core.listeners })
  loadInto(core)
  await advance(core, breathe)
  takeAside(core)
}
