import { toDaomeshError } from '@daomesh/protocol'
import { askHidden } from '../../terminal/askHidden.ts'
import { askLine } from '../../terminal/askLine.ts'
import { dropTyped } from '../../terminal/dropTyped.ts'
import { printable } from '../../terminal/printable.ts'
import { ownTerminal, type Terminal } from '../../terminal/terminal.ts'
import type { SignerCore } from '../core/createSignerCore.ts'
import type { PendingRequest } from '../core/describePending.ts'
import { linesOf } from './linesOf.ts'

export type ConfirmOnTerminal = {
  readonly core: SignerCore
  /** Ctrl-C was pressed at a question, where the system sends no signal. Nothing more is asked then. */
  readonly onInterrupt: () => void
  readonly terminal?: Terminal
}

/** Shows each waiting request on the terminal and takes y or n. The page stays open beside it; whoever answers first decides. */
export const confirmOnTerminal = ({ core, onInterrupt, terminal = ownTerminal() }: ConfirmOnTerminal): (() => void) => {
  let stopped = false
  let busy = false
  let open: { readonly id: number; readonly abort: AbortController } | null = null

  const say = (...lines: readonly string[]): void => void terminal.output.write(`${lines.map(printable).join('\n')}\n`)
  const tell = (error: unknown): void => {
    const { what, safe, todo } = toDaomeshError(error)
    say(what, safe, todo)
  }
  const interrupt = (): void => {
    stopped = true
    onInterrupt()
  }
  const isWaiting = (id: number): boolean => core.view().pending.some((one) => one.id === id)

  /** False where it stays locked, or where somebody interrupted. */
  const unlocked = async (): Promise<boolean> => {
    for (let attempt = 0; attempt < 3 && core.view().state === 'locked'; attempt++) {
      const password = await askHidden('Password: ', terminal)
      if (password === null) {
        interrupt()
        return false
      }
      await core.unlock(password).catch(tell)
    }
    return core.view().state === 'ready'
  }

  const answer = async ({ id }: PendingRequest, signal: AbortSignal): Promise<void> => {
    // What was typed before it was shown, or twice, is no answer to it.
    const typed = (await dropTyped(terminal)) ? await askLine('Approve and sign? [y/N] ', signal, terminal) : null
    if (typed === null) return interrupt()
    if (/^y(es)?$/i.test(typed)) await core.approve(id)
    else core.decline(id)
  }

  const decide = async (request: PendingRequest): Promise<void> => {
    say('', ...linesOf(request), `   signed by ${request.account} on chain ${request.chainId}`)
    if (!(await unlocked())) {
      if (!stopped && isWaiting(request.id)) core.decline(request.id)
      return
    }
    const abort = new AbortController()
    open = { id: request.id, abort }
    try {
      await answer(request, abort.signal)
    } catch (error) {
      // Answered on the page meanwhile.
      if (!abort.signal.aborted) tell(error)
    } finally {
      open = null
    }
  }

  const turn = async (): Promise<void> => {
    if (busy || stopped) return
    busy = true
    try {
      for (let [next] = core.view().pending; next !== undefined && !stopped; [next] = core.view().pending) await decide(next)
    } finally {
      busy = false
    }
  }

  const stop = core.onChange(() => {
    if (open !== null && !isWaiting(open.id)) open.abort.abort()
    void turn().catch(tell)
  })
  return () => {
    stopped = true
    stop()
    open?.abort.abort()
  }
}
