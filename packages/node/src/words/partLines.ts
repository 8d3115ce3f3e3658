import { type Address, coinOf, ether, type Terms } from '@daomesh/protocol'
import { formatUnits } from 'viem'
import { inert } from './inert.ts'

type Part = {
  readonly agreement: { readonly hunter: Address; readonly token: Address; readonly amount: bigint }
  readonly terms: Pick<Terms, 'title'> | null
}

/** A token calls itself what it likes, and this text is frozen: what it is stands as its address, how much in its smallest unit. */
const amountOf = (chainId: bigint, { token, amount }: Part['agreement']): string =>
  token === ether ? `${formatUnits(amount, 18)} ${coinOf(chainId)}` : `${amount} of the smallest unit of the token ${token}`

/** Parts of a bounty as members read them before they vote: what, how much, for whom. */
export const partLines = (chainId: bigint, parts: readonly Part[]): string =>
  parts.map(({ agreement, terms }) => `- ${inert(terms?.title ?? '')}: ${amountOf(chainId, agreement)} to ${agreement.hunter}`).join('\n')
