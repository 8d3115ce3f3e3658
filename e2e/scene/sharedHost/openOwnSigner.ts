import { mkdirSync } from 'node:fs'
import type { SignerDesk } from '@daomesh/node'
import { createSignerCore, homePaths, systemClock, systemRandom } from '@daomesh/peer'
import type { Address } from '@daomesh/protocol'

/**
 * The real signer with a new account, in the process of its node: it proves and words each request as it does in its own process, and says yes by itself on a
 * sandbox chain. Its key file opens fast, which is enough for play money.
 */
export const openOwnSigner = async (home: string): Promise<{ readonly desk: SignerDesk; readonly account: Address }> => {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const core = createSignerCore({ folder: homePaths(home).keys, clock: systemClock, random: systemRandom, policy: 'sandbox', light: true })
  const { account } = await core.create('only-for-the-sandbox')
  const desk: SignerDesk = {
    accounts: () => Promise.resolve(core.view().accounts),
    sign: core.sign,
    state: () => ({ state: core.view().state, accounts: core.view().accounts, page: null, pending: 0 }),
    open: () => Promise.resolve(null),
    onChange: core.onChange,
  }
  return { desk, account }
}
