import type { EntryToCheck, Verifier } from '@daomesh/protocol'
import { recoverAccountPure } from '../verify/pureVerifier.ts'
import { deviceChecks } from './deviceChecks.ts'
import { loadRecovery } from './recovery.ts'
import type { Sodium } from './sodium.ts'
import type { VerifyThreads } from './verifyThreads.ts'

export type NativeVerifierInit = {
  /** Signatures between two turns of the event loop: 32 take about 2 ms. */
  readonly slice?: number
  /** Gives the event loop back; the default waits for the next turn. */
  readonly breathe?: () => Promise<void>
  /** null checks by the runtime's own Ed25519; the default is libsodium where it has a binary. */
  readonly sodium?: Sodium | null
  /** Check large batches of entries beside this thread; small ones are checked here, where they are done before a thread is asked. Without it all are. */
  readonly threads?: VerifyThreads
}

/** From so many on a batch goes to the threads: fewer take less time here than a reader of a screen notices. */
const threadedEntries = 64

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Checks device signatures by libsodium, or node:crypto where it has no binary, and account signatures by native secp256k1, or in plain JavaScript where that has no binary.
 * @example
 * await nativeVerifier().verifyDevice([{ device: deviceKey.device, message: key, signature: new Uint8Array(64) }]) // => [false]
 */
export const nativeVerifier = ({ slice = 32, breathe = nextTurn, sodium, threads }: NativeVerifierInit = {}): Verifier => {
  const check = deviceChecks(sodium)

  return {
    verifyDevice: async (items) => {
      const results: boolean[] = []
      for (const { device, message, signature } of items) {
        if (results.length > 0 && results.length % slice === 0) await breathe()
        results.push(check(device, message, signature))
      }
      return results
    },
    ...(threads && {
      checkEntries: async (entries: readonly EntryToCheck[]) => (entries.length < threadedEntries ? null : threads.check(entries)),
    }),
    recoverAccount: loadRecovery() ?? recoverAccountPure,
  }
}
