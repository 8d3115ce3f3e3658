import { putDecide } from './decide.ts'
import { putIncome } from './income.ts'
import { putMatching } from './matching.ts'
import { putNewest } from './newest.ts'
import type { Packer } from './pack.ts'
import { putQuadratic } from './quadratic.ts'
import { putRagequit } from './ragequit.ts'

/** Packs case `n` of a rule and what the pure rule says of it; false where no chain can hold such a case, and then nothing is packed. */
export type PutCase = (packer: Packer, n: number) => boolean

/** By the name that the test in contracts/intense has. */
export const rules: Readonly<Record<string, PutCase>> = {
  decide: putDecide,
  quadratic: putQuadratic,
  income: putIncome,
  ragequit: putRagequit,
  newest: putNewest,
  matching: putMatching,
}
