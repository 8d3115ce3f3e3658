import { isContractProcedure } from '@orpc/contract'
import { z } from 'zod'
import { contract } from '../contract/index.ts'

/** What the API says a command answers, by its name such as `ballots.cast`: a stored outcome must be exactly that to be answered again. */
export const outcomeShape = (name: string): z.ZodType => {
  let at: unknown = contract
  for (const word of name.split('.')) at = typeof at === 'object' && at !== null ? Reflect.get(at, word) : undefined
  const shape = isContractProcedure(at) ? at['~orpc'].outputSchema : undefined
  if (shape instanceof z.ZodType) return shape
  throw new Error(`no output shape in the contract: ${name}`)
}
