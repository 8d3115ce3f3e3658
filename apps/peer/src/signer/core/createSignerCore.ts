import {
  type Address,
  type Clock,
  DaomeshError,
  type Hex,
  type Random,
  type SigningRequest,
  toDaomeshError,
  unansweredReasons,
} from '@daomesh/protocol'
import { checkShown } from '@daomesh/node/keystore'
import { type ConfirmPolicy, checkAutoApproval } from './confirmPolicy.ts'
import { openKeyFolder } from './keyFolder.ts'
import { type MadeAccount, makeAccount, openAccount, type OpenAccount, phraseAccount } from './keys.ts'
import { createRequestQueue } from './requestQueue.ts'
import { describePending, type PendingRequest } from './describePending.ts'
import { checkWords, chooseWords } from './wordQuestion.ts'

export type SignerView = {
  /** `creating`: the phrase was shown and its words are still asked. */
  readonly state: 'none' | 'locked' | 'ready'
  readonly creating: boolean
  readonly accounts: readonly Address[]
  readonly pending: readonly PendingRequest[]
}

export type SignerCoreInit = {
  /** Holds the key files. */
  readonly folder: string
  readonly clock: Clock
  readonly random: Random
  readonly policy: ConfirmPolicy
  /** New key files open in milliseconds and are guessed as fast: for tests only. */
  readonly light?: boolean
  /** Opens the keys at once; what is asked meanwhile waits for it. */
  readonly password?: string | null
}

/**
 * Owns the account keys and decides, with a person, what they sign. Knows no transport: a page, a terminal and a desktop window drive the same core.
 * Nothing that leaves it holds a key or a password, except the recovery phrase, once, when an identity is made.
 */
export type SignerCore = {
  /** Settles when the keys are open that were to be opened at once. @throws like `unlock`. */
  readonly opened: Promise<unknown>
  readonly view: () => SignerView
  readonly onChange: (listener: () => void) => () => void
  /** Makes an identity in memory; it is kept on disk only after `confirmWords`. @throws DaomeshError `IDENTITY_EXISTS`, `PASSWORD_WEAK`. */
  readonly begin: (password: string) => Promise<{ readonly phrase: string; readonly ask: readonly number[] }>
  /** The words at the asked positions; keeps the identity and unlocks it. @throws DaomeshError `PHRASE_INVALID`, `IDENTITY_MISSING` when nothing was begun. */
  readonly confirmWords: (words: readonly string[]) => Address
  readonly abandon: () => void
  /** Makes and keeps an identity in one step, for scripts that store the phrase themselves. @throws like `begin`. */
  readonly create: (password: string) => Promise<{ readonly account: Address; readonly phrase: string }>
  /**
   * The account of a phrase under a new password; where its key file is here already, in place of that one: the phrase proves more than the password.
   * @throws DaomeshError `PHRASE_INVALID`, `PASSWORD_WEAK`; `IDENTITY_EXISTS` for another account than the one of this home.
   */
  readonly restore: (phrase: string, password: string) => Promise<Address>
  /** Opens every key file that this password opens. @throws DaomeshError `IDENTITY_MISSING`, `PASSWORD_WRONG`, `KEYSTORE_DAMAGED`. */
  readonly unlock: (password: string) => Promise<readonly Address[]>
  /** Forgets the opened keys, and those that are being opened; waiting requests stay and need an unlock first. */
  readonly lock: () => void
  /** Waits for a person. @throws DaomeshError `SIGNING_REFUSED`, `IDENTITY_MISSING`, `SIGNING_MISMATCH` for a foreign account; `SIGNING_BLIND` for a ballot whose proposals are not proven; `IDENTITY_LOCKED` where nobody would be asked. */
  readonly sign: (account: Address, request: SigningRequest, takenBack?: AbortSignal) => Promise<Hex>
  /** @throws DaomeshError `IDENTITY_LOCKED`; the request stays. */
  readonly approve: (id: number) => Promise<void>
  readonly decline: (id: number) => void
  /** Declines what waits and forgets every key. */
  readonly close: () => void
}

export const createSignerCore = ({ folder, clock, random, policy, light = false, password = null }: SignerCoreInit): SignerCore => {
  const keys = openKeyFolder(folder)
  const open = new Map<Address, OpenAccount>()
  const listeners = new Set<() => void>()
  const changed = (): void => {
    for (const listener of listeners) listener()
  }
  const queue = createRequestQueue({ clock, changed })
  let begun: { readonly made: Awaited<ReturnType<typeof makeAccount>>; readonly ask: readonly number[] } | null = null
  /** Password work costs a second of one core each: one at a time, so that guessing through the page stays slow. */
  let passwordWork: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = passwordWork.then(work)
    passwordWork = result.catch(() => undefined)
    return result
  }
  const checkFree = (): void => {
    const [account] = keys.accounts()
    if (account !== undefined) throw new DaomeshError('IDENTITY_EXISTS', { meta: { account } })
  }
  /** In place of what was open of this account before, which is overwritten. */
  const hold = (account: Address, opened: OpenAccount): void => {
    open.get(account)?.forget()
    open.set(account, opened)
  }
  /** How often the keys were to be forgotten. What is being opened meanwhile is not kept open. */
  let locks = 0
  const keep = ({ account, file, opened }: MadeAccount, store: (account: Address, file: string) => void, asOf = locks): Address => {
    store(account, file)
    if (asOf === locks) hold(account, opened)
    else opened.forget()
    begun = null
    changed()
    return account
  }
  const forgetAll = (): void => {
    locks += 1
    for (const opened of open.values()) opened.forget()
    open.clear()
  }
  const signWith = (account: Address, request: SigningRequest): Promise<Hex> => {
    const opened = open.get(account)
    if (opened === undefined) throw new DaomeshError('IDENTITY_LOCKED', { meta: { account } })
    return opened.sign(request)
  }

  const unlock = (given: string): Promise<readonly Address[]> => {
    const before = locks
    return inTurn(async () => {
      const accounts = keys.accounts()
      if (accounts.length === 0) throw new DaomeshError('IDENTITY_MISSING')
      const failures: unknown[] = []
      const opened = new Map<Address, OpenAccount>()
      for (const account of accounts) {
        try {
          opened.set(account, await openAccount(account, keys.read(account), given))
        } catch (error) {
          failures.push(error)
        }
      }
      // Of several files the one that another password opens says what to do; a damaged one beside it opens with none.
      if (opened.size === 0) throw failures.find((error) => toDaomeshError(error).code === 'PASSWORD_WRONG') ?? failures[0]
      if (locks !== before) {
        for (const one of opened.values()) one.forget()
        return []
      }
      for (const [account, one] of opened) hold(account, one)
      changed()
      return [...opened.keys()]
    })
  }

  const opened = password === null || keys.accounts().length === 0 ? null : unlock(password)
  const afterOpening = (): void => {
    opening = null
    changed()
  }
  /** Null when nothing is being opened from the start on; then a locked signer says so at once. */
  let opening = opened?.then(afterOpening, afterOpening) ?? null

  return {
    opened: opened ?? Promise.resolve(),
    view: () => {
      const accounts = keys.accounts()
      const state = accounts.length === 0 ? 'none' : open.size === 0 && opening === null ? 'locked' : 'ready'
      return { state, creating: begun !== null, accounts, pending: queue.list().map(describePending) }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    begin: (password) =>
      inTurn(async () => {
        checkFree()
        const made = await makeAccount(password, { random, light })
        begun?.made.opened.forget()
        begun = { made, ask: chooseWords(made.phrase, random) }
        changed()
        return { phrase: made.phrase, ask: begun.ask }
      }),
    confirmWords: (words) => {
      if (begun === null) throw new DaomeshError('IDENTITY_MISSING')
      checkFree()
      checkWords(begun.made.phrase, begun.ask, words)
      return keep(begun.made, keys.save)
    },
    abandon: () => {
      begun?.made.opened.forget()
      begun = null
      changed()
    },
    create: (password) => {
      const asOf = locks
      return inTurn(async () => {
        checkFree()
        const made = await makeAccount(password, { random, light })
        return { account: keep(made, keys.save, asOf), phrase: made.phrase }
      })
    },
    restore: (phrase, password) => {
      const asOf = locks
      return inTurn(async () => {
        const made = await phraseAccount(phrase, password, { random, light })
        if (keys.accounts().includes(made.account)) return keep(made, keys.replace, asOf)
        try {
          checkFree()
        } catch (error) {
          made.opened.forget()
          throw error
        }
        return keep(made, keys.save, asOf)
      })
    },
    unlock,
    lock: () => {
      forgetAll()
      opening = null
      changed()
    },
    sign: async (account, request, takenBack) => {
      const accounts = keys.accounts()
      if (accounts.length === 0) throw new DaomeshError('IDENTITY_MISSING')
      if (!accounts.includes(account)) throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
      checkShown(request)
      if (policy === 'sandbox') {
        checkAutoApproval(request)
        await opening
        return signWith(account, request)
      }
      const { queued, answer } = queue.add(account, request)
      takenBack?.addEventListener('abort', () => queue.takeBack(queued.id), { once: true })
      return answer
    },
    approve: async (id) => {
      await opening
      return queue.approve(id, ({ account, request }) => signWith(account, request))
    },
    decline: (id) => queue.decline(id, 'declined'),
    close: () => {
      queue.declineAll(unansweredReasons.gone)
      forgetAll()
      begun?.made.opened.forget()
      begun = null
    },
  }
}
