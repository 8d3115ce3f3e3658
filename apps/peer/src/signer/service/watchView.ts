import { writtenAccount } from '@daomesh/node/keystore'
import type { SignerCore, SignerView } from '../core/createSignerCore.ts'

/** Milliseconds a question for news stays open; shorter than what browsers and proxies cut. */
const patience = 20_000

/** `written`: each account as people compare it (EIP-55). */
export type NumberedView = SignerView & { readonly revision: number; readonly written: Readonly<Record<string, string>> }

const writtenIn = ({ accounts, pending }: SignerView): NumberedView['written'] =>
  Object.fromEntries([...accounts, ...pending.map(({ account }) => account)].map((account) => [account, writtenAccount(account)]))

/** Lets a page wait for the next change instead of asking again and again. */
export const watchView = (core: SignerCore) => {
  let revision = 1
  const waiting = new Set<() => void>()
  const wake = (): void => {
    for (const one of waiting) one()
  }
  const stop = core.onChange(() => {
    revision += 1
    wake()
  })
  const changed = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer)
        waiting.delete(finish)
        signal.removeEventListener('abort', finish)
        resolve()
      }
      const timer = setTimeout(finish, patience)
      waiting.add(finish)
      signal.addEventListener('abort', finish)
    })
  return {
    next: async (after: number | undefined, signal: AbortSignal): Promise<NumberedView> => {
      if (after === revision && !signal.aborted) await changed(signal)
      const view = core.view()
      return { revision, ...view, written: writtenIn(view) }
    },
    stop: () => {
      stop()
      wake()
    },
  }
}
