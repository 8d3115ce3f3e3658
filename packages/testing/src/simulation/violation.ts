import { count, type Ledger } from './ledger.ts'

/** An invariant that does not hold. `invariant` is its name with the attack id where there is one. */
export class Violation extends Error {
  readonly invariant: string
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`)
    this.name = 'Violation'
    this.invariant = invariant
  }
}

/** @throws Violation where the invariant does not hold; that it was looked at is counted either way. */
export const demand = ({ checks }: Pick<Ledger, 'checks'>, holds: boolean, invariant: string, detail: () => string): void => {
  count(checks, invariant)
  if (!holds) throw new Violation(invariant, detail())
}
