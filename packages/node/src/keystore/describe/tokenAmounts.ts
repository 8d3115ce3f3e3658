import type { SigningContext } from '@daomesh/protocol'
import type { RequestWords } from './describeRequest.ts'
import { person, quoted } from './say.ts'

/** Whole and exact: nothing is rounded. */
const decimal = (units: bigint, decimals: number): string => {
  const digits = units.toString().padStart(decimals + 1, '0')
  const [whole, rest] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals).replace(/0+$/, '')]
  return rest === '' ? whole : `${whole}.${rest}`
}

/**
 * The amounts of a request in the unit that people know, as far as the node told what the tokens are. Symbol and decimals are not signed, so these lines stand
 * apart from those that are worked out from what is.
 */
export const tokenAmounts = ({ amounts }: Pick<RequestWords, 'amounts'>, tokens: SigningContext['tokens'] = []): readonly string[] =>
  amounts.flatMap(({ token, units }) => {
    const known = tokens.find((one) => one.token === token)
    return known === undefined
      ? []
      : [`${units} units of the token ${person(token)} are ${decimal(units, known.decimals)} of what is called ${quoted(known.symbol)}.`]
  })
