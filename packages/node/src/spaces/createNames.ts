import { decodeCall } from '@daomesh/chain'
import { type ChainState, keys, type ProfileValue, type ProposalValue, overlaid, type Registers, valueAt } from '@daomesh/governance'
import { type Address, address, type Call, type DecisionId } from '@daomesh/protocol'
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
type Succession = { readonly from: Address; readonly to: Address }

const successionIn = (call: Call, dao: Address): Succession | null => {
  const read = decodeCall(call, { dao })
  if (read.kind !== 'known' || read.function !== 'changeRoster') return null
  const lines = z.array(line).safeParse(read.args[0]?.value)
  if (!lines.success || lines.data.length !== 2) return null
  const from = lines.data.find(({ setPower, power }) => setPower && power === '0')
  const to = lines.data.find(({ setPower, power }) => setPower && power !== '0')
  return from === undefined || to === undefined ? null : { from: from.account, to: to.account }
}

/**
 * The registers with the name of whoever was replaced standing for the account that took its place, until that one tells a name of its own. For showing
 * only: nothing of it is hashed or stored. Looked up anew after each change, since the records go on under it; between two changes the same ones are handed out,
 * so that what was counted under them is not counted again.
 */
export const createNames = (dao: Address): ((registers: Registers, state: ChainState) => Registers) => {
  const known = new Map<DecisionId, readonly Succession[]>()

  const successionsOf = (registers: Registers, id: DecisionId): readonly Succession[] => {
    const before = known.get(id)
    if (before !== undefined) return before
    const proposal = valueAt<ProposalValue>(registers, keys.proposal(id))
    if (proposal === undefined) return []
    const found = callsOf.parse(proposal.decision).calls.flatMap((call) => successionIn(call, dao) ?? [])
    known.set(id, found)
    return found
  }
  const shown = (registers: Registers, state: ChainState): Registers => {
    const names = new Map<Address, ProfileValue>()
    // In the order of the chain, so that the second successor of a person bears the name too.
    for (const id of state.enacted.keys())
      for (const { from, to } of successionsOf(registers, id)) {
        const told = valueAt<ProfileValue>(registers, keys.profile(from)) ?? names.get(from)
        if (told !== undefined && registers.get(keys.profile(to)) === undefined) names.set(to, told)
      }
    if (names.size === 0) return registers
    return overlaid(
      registers,
      [...names].map(([account, value]) => ({ key: keys.profile(account), value })),
    )
  }
  let last: { readonly registers: Registers; readonly version: number; readonly state: ChainState; readonly shown: Registers } | null = null
  return (registers, state) => {
    const { version } = registers
    if (version === undefined) return shown(registers, state)
    if (last?.registers !== registers || last.version !== version || last.state !== state)
      last = { registers, version, state, shown: shown(registers, state) }
    return last.shown
  }
}
