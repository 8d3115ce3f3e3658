import { DaomeshError } from '@daomesh/protocol'
import type { Address } from '@daomesh/protocol'
import { readApiNote, readSignerNote, type ServiceNote } from '../compose/serviceNotes.ts'
import { homePaths } from '../home/homePaths.ts'
import type { SignerCore } from '../signer/core/createSignerCore.ts'
import { systemClock } from '@daomesh/protocol/system'
import { systemRandom } from '../system/systemRandom.ts'
import { askSigner } from './signerClient.ts'

/** What the identity verbs do with keys, whether a signer process runs or not. */
export type KeyDesk = {
  readonly state: () => Promise<{ readonly state: 'none' | 'locked' | 'ready'; readonly accounts: readonly Address[] }>
  readonly begin: (password: string) => Promise<{ readonly phrase: string; readonly ask: readonly number[] }>
  readonly confirmWords: (words: readonly string[]) => Promise<Address>
  readonly restore: (phrase: string, password: string) => Promise<Address>
}

const remote = (note: ServiceNote): KeyDesk => ({
  state: () => askSigner(note, 'view', {}),
  begin: (password) => askSigner(note, 'begin', { password }),
  confirmWords: async (words) => (await askSigner(note, 'confirmWords', { words: [...words] })).account,
  restore: async (phrase, password) => (await askSigner(note, 'restore', { phrase, password })).account,
})

const local = (core: SignerCore): KeyDesk => ({
  state: () => Promise.resolve(core.view()),
  begin: core.begin,
  confirmWords: (words) => Promise.resolve(core.confirmWords(words)),
  restore: core.restore,
})

/** The signer that runs beside a node; its keys can be unlocked and locked. @throws DaomeshError `API_UNAVAILABLE`. */
export const runningSigner = (home: string): ServiceNote => {
  const note = readApiNote(home) === null ? null : readSignerNote(home)
  if (note === null) throw new DaomeshError('API_UNAVAILABLE', { meta: { home } })
  return note
}

/**
 * Works with the keys of a home: through its signer where a node runs, else on the files themselves, with the home held meanwhile.
 * @throws DaomeshError `HOME_LOCKED` where another process has the home and no signer.
 */
export const withKeys = async <T>(home: string, work: (desk: KeyDesk) => Promise<T>): Promise<T> => {
  const note = readApiNote(home) === null ? null : readSignerNote(home)
  if (note !== null) {
    try {
      return await work(remote(note))
    } catch (error) {
      // A note left by a kill: nobody listens there any more.
      if (!(error instanceof DaomeshError && error.code === 'API_UNAVAILABLE')) throw error
    }
  }
  // Loaded here: with a running signer, none of it is needed.
  const [{ lockHome }, { createSignerCore }] = await Promise.all([
    import('../home/lockHome.ts'),
    import('../signer/core/createSignerCore.ts'),
  ])
  const unlock = lockHome(home)
  const core = createSignerCore({ folder: homePaths(home).keys, clock: systemClock, random: systemRandom, policy: 'ask' })
  try {
    return await work(local(core))
  } finally {
    core.close()
    unlock()
  }
}
