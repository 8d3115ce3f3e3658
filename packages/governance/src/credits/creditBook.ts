import type { Address } from '@daomesh/protocol'

/** What a contract could not push to accounts, by `vault:account`. */
export type Credits = ReadonlyMap<string, bigint>
/** A book of facts that keeps them: of bounties, or of rounds. */
export type CreditBook = { readonly credits: Credits }

type CreditFact = { readonly kind: 'credited' | 'claimed'; readonly vault: Address; readonly account: Address; readonly amount: bigint }

const creditKey = (vault: Address, account: Address): string => `${vault}:${account}`

/** Writes one more fact into the credits of who folds: what was claimed is gone, all of it. */
export const foldCredit = (credits: Map<string, bigint>, { kind, vault, account, amount }: CreditFact): void => {
  const key = creditKey(vault, account)
  credits.set(key, kind === 'claimed' ? 0n : (credits.get(key) ?? 0n) + amount)
}

/**
 * What could not be pushed to an account and waits for it; `vault` zero is ETH.
 * @example
 * creditIn(emptyBook, alice, bob) // => 0n
 */
export const creditIn = ({ credits }: CreditBook, vault: Address, account: Address): bigint => credits.get(creditKey(vault, account)) ?? 0n

/**
 * All that waits for an account, by the vault that holds it.
 * @example
 * creditsOfAccount(emptyRounds, alice) // => []
 */
export const creditsOfAccount = (
  { credits }: CreditBook,
  account: Address,
): readonly { readonly vault: Address; readonly amount: bigint }[] =>
  [...credits].flatMap(([key, amount]) => {
    const [vault, owner] = key.split(':') as [Address, Address]
    return owner === account && amount > 0n ? [{ vault, amount }] : []
  })
