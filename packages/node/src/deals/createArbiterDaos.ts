import type { Organisation } from '@daomesh/governance'
import { type Address, toDaomeshError } from '@daomesh/protocol'
import type { Opening } from '../spaces/opening.ts'

export type ArbiterDaos = {
  /** Those of these accounts that are DAOs, as far as the chain was read; follows those that are new. */
  readonly among: (accounts: Iterable<Address>) => ReadonlyMap<Address, Organisation>
  readonly close: () => void
}

type Parameters = {
  readonly opening: Pick<Opening, 'adapters' | 'organisations'>
  /** Of whom it is known without the chain that it has a key. */
  readonly isPerson: (account: Address) => boolean
  /** The chain told something new of one of them. */
  readonly onChange: () => Promise<void>
}

/**
 * Whom both sides of a deal named as arbiter may be a DAO: then its people are in the deal, by its roster. Only an account with code is followed, and nothing
 * is asked about one whose own device is in the deal.
 */
export const createArbiterDaos = ({ opening: { adapters, organisations }, isPerson, onChange }: Parameters): ArbiterDaos => {
  const { client } = adapters.chain
  const asked = new Set<Address>()
  const shown = new Map<Address, Organisation['state']>()
  let closed = false

  const ask = async (account: Address): Promise<void> => {
    try {
      if ((await client.codeHash(account)) !== null) organisations.look(account)
    } catch (error) {
      // It is asked again with the next change of the deal.
      asked.delete(account)
      adapters.logger.debug('organisation.unread', { dao: account, error: toDaomeshError(error).code })
    }
  }
  const follow = (account: Address): void => {
    if (asked.has(account)) return
    const known = organisations.wasRead(account)
    if (!known && isPerson(account)) return
    asked.add(account)
    if (known) organisations.look(account)
    else void ask(account)
  }
  const unlisten = organisations.listen(() => {
    const isNews = [...asked].some((account) => {
      const state = organisations.stateOf(account)
      return state !== null && state !== shown.get(account)
    })
    if (closed || !isNews) return
    onChange().catch((error: unknown) => adapters.logger.warn('deal.unfollowed', { error: String(error) }))
  })

  return {
    among: (accounts) => {
      const daos = new Map<Address, Organisation>()
      for (const account of new Set(accounts)) {
        follow(account)
        const found = asked.has(account) ? organisations.organisationOf(account) : null
        if (found === null) continue
        shown.set(account, found.state)
        daos.set(account, found)
      }
      return daos
    },
    close: () => {
      closed = true
      unlisten()
    },
  }
}
