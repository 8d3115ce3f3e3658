import type { Address, SigningContext, SigningRequest } from '@daomesh/protocol'
import type { SignerDesk } from '../ports.ts'
import { describeRequest } from './describe/describeRequest.ts'

type TokenWords = { readonly symbol: string; readonly decimals: number | null; readonly known: boolean }

/** The tokens that a request moves; none where the signer will refuse it unread. */
const tokensOf = (request: SigningRequest): readonly Address[] => {
  try {
    return [...new Set(describeRequest(request).amounts.map(({ token }) => token))]
  } catch {
    // Nothing of it is shown to anybody.
    return []
  }
}

/** The same signer, told with each request what this node knows of the tokens it moves, so that amounts can be said in their own unit (M243). */
export const withTokenWords = (signer: SignerDesk, wordsOf: (token: Address) => Promise<TokenWords>): SignerDesk => ({
  ...signer,
  sign: async (account, request, takenBack) => {
    const told = await Promise.all(tokensOf(request).map(async (token) => ({ token, ...(await wordsOf(token)) })))
    const tokens: NonNullable<SigningContext['tokens']> = told.flatMap(({ token, symbol, decimals, known }) =>
      known && decimals !== null ? [{ token, symbol: symbol.slice(0, 64), decimals }] : [],
    )
    return signer.sign(account, tokens.length === 0 ? request : { ...request, context: { ...request.context, tokens } }, takenBack)
  },
})
