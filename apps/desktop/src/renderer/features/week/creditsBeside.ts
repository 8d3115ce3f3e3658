import type { SupportName } from '../ballots/BallotMark.tsx'

type Weighed = { readonly support: SupportName | null; readonly votes: number }
type Purse = { readonly decision: string; readonly purse: string; readonly total: number; readonly left: number }

/** Who abstains takes part, and spends nothing. */
export const spends = ({ support }: Weighed): boolean => support === 'for' || support === 'against'

/** What is left for one answer beside the others of the sheet that take of the same purse; null where votes cost nothing. */
export const creditsBeside = (purses: readonly Purse[], answers: Readonly<Record<string, Weighed>>, decision: string) => {
  const mine = purses.find((one) => one.decision === decision)
  if (mine === undefined) return null
  const others = purses
    .filter((one) => one.purse === mine.purse && one.decision !== decision)
    .reduce((sum, one) => {
      const answer = answers[one.decision]
      return answer !== undefined && spends(answer) ? sum + answer.votes ** 2 : sum
    }, 0)
  const left = Math.max(0, mine.left - others)
  return { total: mine.total, left, most: Math.floor(Math.sqrt(left)) }
}
