import { type Address, zeroAddress } from '@daomesh/protocol'
import { type CreditBook, creditIn } from './creditBook.ts'

type Claim = { readonly vault: Address; readonly account: Address; readonly recipient: Address }

/** The contract that is asked: what it says and does. */
export type CreditDesk = {
  readonly call: {
    readonly from: Address
    readonly tokenOf: (vault: Address) => Address
    readonly push: (token: Address, vault: Address, to: Address, amount: bigint) => boolean
  }
  readonly state: () => { readonly book: CreditBook }
  readonly tell: (fact: Claim & { readonly kind: 'claimed'; readonly amount: bigint }) => void
}

/** How the contract refuses: by the name of an error. */
type Refuse = (error: 'NotYours' | 'NothingToClaim' | 'TransferFailed', ...args: readonly string[]) => never

/** What every contract with credits does when one is claimed (contracts C12): to its own account anybody brings it, elsewhere only the account itself. */
export const claimCredit = ({ call, state, tell }: CreditDesk, { vault, account, recipient }: Claim, refuse: Refuse): void => {
  const to = recipient === zeroAddress ? account : recipient
  if (to !== account && call.from !== account) refuse('NotYours', account)
  const amount = creditIn(state().book, vault, account)
  if (amount === 0n) refuse('NothingToClaim', vault, account)
  if (!call.push(call.tokenOf(vault), vault, to, amount)) refuse('TransferFailed', vault)
  tell({ kind: 'claimed', vault, account, recipient: to, amount })
}
