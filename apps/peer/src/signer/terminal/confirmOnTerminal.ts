import { toDaomeshError } from '@daomesh/protocol'
import { askHidden } from '../../terminal/askHidden.ts'
import { askLine } from '../../terminal/askLine.ts'
import { printable } from '../../terminal/printable.ts'
import type { SignerCore } from '../core/createSignerCore.ts'
import type { PendingRequest } from '../core/describePending.ts'
import { linesOf } from './linesOf.ts'

const say = (...lines: readonly string[]): void => void process.stderr.write(`${lines.map(printable).join('\n')}\n`)

const tell = (error: unknown): void => {
  const { what, safe, todo } = toDaomeshError(error)
  say(what, safe, todo)
}

const present = (request: PendingRequest): void =>
  say('', ...linesOf(request), `   signed by ${request.account} on chain ${request.chainId}`)

const unlocked = async (core: SignerCore): Promise<boolean> => {
  for (let attempt = 0; attempt < 3 && core.view().state === 'locked'; attempt++) {
    const password = await askHidden('Password: ')
    if (password === null) return false
    await core.unlock(password).catch(tell)
  }
  return core.view().state === 'ready'
}

/** Shows each waiting request on the terminal and takes y or n. The page stays open beside it; whoever answers first decides. */
export const confirmOnTerminal = (core: SignerCore): (() => void) => {
  let stopped = false
  let busy = false
  let open: { readonly id: number; readonly abort: AbortController } | null = null

  const decide = async (request: PendingRequest): Promise<void> => {
    present(request)
    if (!(await unlocked(core))) return core.decline(request.id)
    const abort = new AbortController()
    open = { id: request.id, abort }
    try {
      const answer = await askLine('Approve and sign? [y/N] ', abort.signal)
      if (/^y(es)?$/i.test(answer)) await core.approve(request.id)
      else core.decline(request.id)
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
    if (open !== null && !core.view().pending.some(({ id }) => id === open?.id)) open.abort.abort()
    void turn().catch(tell)
  })
  return () => {
    stopped = true
    stop()
    open?.abort.abort()
  }
}
