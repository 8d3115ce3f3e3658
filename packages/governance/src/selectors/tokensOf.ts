import type { Address } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { TokenValue } from '../fold/values.ts'
import type { Registers } from './registers.ts'

/** A token that the members look at, beside the chain's own coin. `item`: the id of an ERC-1155 token, as a decimal string. */
export type TokenRow = Omit<TokenValue, 'standard'> & { readonly standard: NonNullable<TokenValue['standard']> }

/**
 * The tokens that members put on the DAO's list, by address, then item.
 * @example
 * tokensOf(registers) // => []
 */
export const tokensOf = (registers: Registers): readonly TokenRow[] =>
  registers
    .entries(keys.tokens)
    .map(({ value }) => value as TokenValue)
    .flatMap(({ standard, ...row }) => (standard === null ? [] : [{ ...row, standard }]))
    .sort((a, b) => (a.token === b.token ? Number(BigInt(a.item ?? 0) - BigInt(b.item ?? 0)) : a.token < b.token ? -1 : 1))

/** The fungible ones: what income, payments and ragequit can be made in. @example fungibleOf(registers) // => [] */
export const fungibleOf = (registers: Registers): readonly Address[] =>
  tokensOf(registers)
    .filter(({ standard }) => standard === 'erc20')
    .map(({ token }) => token)
