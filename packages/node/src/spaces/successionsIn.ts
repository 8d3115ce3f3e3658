import { decodeCall } from '@daomesh/chain'
import { type ChainState, keys, type ProposalValue, type Registers, valueAt } from '@daomesh/governance'
import { type Address, address, type Call } from '@daomesh/protocol'
import { z } from 'zod'

const line = z.object({ account: address, setPower: z.boolean(), power: z.string() })
const callOf = z.object({
  target: address,
  value: z.string().transform(BigInt),
  data: z.custom<Call['data']>(),
  codeHash: z.custom<Call['codeHash']>(),
})
const callsOf = z.object({ calls: z.array(callOf) })

/** Who took whose place: one account lost all power and one other was given some, in one call. */
export type Succession = { readonly from: Address; readonly to: Address }

const successionIn = (call: Call, dao: Address): Succession | null => {
  const read = decodeCall(call, { dao })
  if (read.kind !== 'known' || read.function !== 'changeRoster') return null
  const lines = z.array(line).safeParse(read.args[0]?.value)
  if (!lines.success || lines.data.length !== 2) return null
  const from = lines.data.find(({ setPower, power }) => setPower && power === '0')
  const to = lines.data.find(({ setPower, power }) => setPower && power !== '0')
  return from === undefined || to === undefined ? null : { from: from.account, to: to.account }
}

/** Who takes whose place by a proposal. */
export const successionsIn = ({ decision }: Pick<ProposalValue, 'decision'>, dao: Address): readonly Succession[] =>
  callsOf.parse(decision).calls.flatMap((call) => successionIn(call, dao) ?? [])

/** By the account that was replaced: which one took its place, by the calls of enacted decisions. For showing only. */
export const successorsOf = (registers: Registers, state: ChainState, dao: Address): ReadonlyMap<Address, Address> =>
  new Map(
    [...state.enacted.keys()].flatMap((id) => {
      const proposal = valueAt<ProposalValue>(registers, keys.proposal(id))
      return proposal === undefined ? [] : successionsIn(proposal, dao).map(({ from, to }) => [from, to] as const)
    }),
  )
