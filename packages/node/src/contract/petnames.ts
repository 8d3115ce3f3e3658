import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, requestId } from './shapes.ts'

export const petnameRow = z.object({ account: id.address, name: z.string() })

export const petnamesContract = {
  /** The names that the person of this node gave accounts, by name. Nobody else is told. */
  list: oc.output(z.array(petnameRow)),
  /** Gives an account a name, in the place of an earlier one. */
  give: oc.input(z.object({ requestId, account: id.address, name: z.string().trim().min(1).max(80) })).output(petnameRow),
  forget: oc.input(z.object({ requestId, account: id.address })).output(z.object({ account: id.address })),
}
