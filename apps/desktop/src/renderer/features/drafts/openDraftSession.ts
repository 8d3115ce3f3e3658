import { unsentText } from '@daomesh/drafts/authoring'
import type { Saving as PadSaving } from './createSaver.ts'
import { isPassing, isRefusal } from './isRefusal.ts'
import { movePad } from './movePad.ts'
import { openPad } from './openPad.ts'
import type { OpenPadParameters, Pad } from './openPad.ts'

/** `failed` goes on trying by itself; `refused` waits for a person, who can copy the words. */
export type Saving = PadSaving | { readonly state: 'refused'; readonly error: unknown }

/** Writing in one draft for as long as somebody does, over as many sessions of the node as that takes. */
export type DraftSession = {
  readonly pad: () => Pad
  readonly onPad: (listener: () => void) => () => void
  readonly saving: () => Saving
  readonly onSaving: (listener: () => void) => () => void
  /** Settles once every word is stored, or rejects with the reason. */
  readonly flush: () => Promise<void>
  /** Tries again what was refused. */
  readonly again: () => void
  /** The words that are not stored, to be copied. */
  readonly unsaved: () => string
  /** Ends it for good, stored or not. */
  readonly close: () => void
}

type OpenDraftSessionParameters = Omit<OpenPadParameters, 'onSaving' | 'onStale'>

/** Sessions opened for the same words before it is said that they cannot be written. */
const MOST_RENEWALS = 3
const RETRY_MS = 3_000

/**
 * Opens a draft for writing. Where the node refuses to go on with a session (it was started again, the members changed, the document was made
 * anew), another session takes its place and the words that were not stored are written again there.
 */
export const openDraftSession = async (parameters: OpenDraftSessionParameters): Promise<DraftSession> => {
  let current: Saving = { state: 'saved' }
  let renewals = 0
  let renewing: Promise<void> | null = null
  let isStale = false
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = { pad: new Set<() => void>(), saving: new Set<() => void>() }

  const tell = (saving: Saving): void => {
    current = saving
    for (const listener of listeners.saving) listener()
  }

  const fail = (error: unknown): void => {
    if (!isPassing(error)) return tell({ state: 'refused', error })
    tell({ state: 'failed', error })
    timer ??= setTimeout(() => {
      timer = undefined
      kick()
    }, RETRY_MS)
  }

  const open = (): Promise<Pad> => openPad({ ...parameters, onSaving, onStale })

  const renew = async (): Promise<void> => {
    // An edit whose outcome is unknown could still appear in the node's document after it was written again here.
    await pad.saver.halt()
    isStale = false
    const next = await open()
    if (ended) return next.close()
    const old = pad
    movePad(old, next)
    pad = next
    for (const listener of listeners.pad) listener()
    // The editor on it is taken down first.
    setTimeout(old.close)
    next.saver.flush().catch(() => undefined)
  }

  const start = (): void => {
    isStale = true
    if (ended) return
    renewing ??= renew()
      .catch((error: unknown) => {
        isStale = true
        if (!ended) fail(error)
      })
      .finally(() => {
        renewing = null
        if (isStale && current.state !== 'failed' && current.state !== 'refused') start()
      })
  }

  function onSaving(saving: PadSaving): void {
    if (ended) return
    if (saving.state === 'saved') renewals = 0
    if (saving.state === 'failed' && isRefusal(saving.error) && renewals < MOST_RENEWALS) {
      renewals += 1
      tell({ state: 'saving' })
      start()
    } else if (saving.state === 'failed') fail(saving.error)
    else if (saving.state === 'saved' || current.state === 'saved') tell(saving)
  }

  function onStale(): void {
    if (current.state !== 'refused') start()
  }

  const kick = (): void => {
    if (ended || current.state === 'refused') return
    if (isStale) start()
    else pad.saver.flush().catch(() => undefined)
  }

  let pad = await open()
  const stop = parameters.transport.onConnection(({ state }) => {
    if (state === 'open') kick()
  })

  const flush = async (): Promise<void> => {
    for (let round = 0; round <= MOST_RENEWALS; round++) {
      await renewing
      try {
        await pad.saver.flush()
        if (renewing === null && pad.saver.unsent().length === 0) return
      } catch (error) {
        if (!isRefusal(error)) throw error
      }
    }
    if (current.state === 'refused' || current.state === 'failed') throw current.error
  }

  const subscribe = (to: Set<() => void>) => (listener: () => void) => {
    to.add(listener)
    return () => void to.delete(listener)
  }

  return {
    pad: () => pad,
    onPad: subscribe(listeners.pad),
    saving: () => current,
    onSaving: subscribe(listeners.saving),
    flush,
    again: () => {
      renewals = 0
      tell({ state: 'saving' })
      start()
    },
    unsaved: () => unsentText(pad.doc, pad.clientId, pad.saver.unsent()),
    close: () => {
      ended = true
      clearTimeout(timer)
      stop()
      pad.close()
    },
  }
}
