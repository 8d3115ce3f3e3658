import { encodeRecord } from '@daomesh/chain'
import { createDevnetSigner } from '@daomesh/chain/devnet'
import {
  address,
  type Address,
  type BallotSheet,
  ballotSheetSchema,
  type DecisionId,
  decisionIdOf,
  decisionSchema,
  type Hex,
  supports,
} from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { daoOnChain } from '../checks/chain.ts'
import { takePen } from '../hostile/pen.ts'
import { count } from '../ledger.ts'
import type { Person, World } from '../world.ts'

type Signed = BallotSheet & { readonly signature: Hex }

/** Of each member the newest sheet that speaks of the decision, as it lies in the records that this person's home holds. */
const sheetsOn = (known: readonly { readonly header: { readonly kind: string }; readonly body: unknown }[], decision: DecisionId) => {
  const newest = new Map<Address, Signed>()
  for (const { header, body } of known) {
    const { sheet, signature } = Object(body) as { readonly sheet?: unknown; readonly signature?: Hex }
    const read = header.kind === 'ballot.cast' ? ballotSheetSchema.safeParse(sheet) : null
    if (read?.success !== true || signature === undefined || !read.data.choices.some((choice) => choice.decision === decision)) continue
    if ((newest.get(read.data.member)?.revision ?? -1n) < read.data.revision) newest.set(read.data.member, { ...read.data, signature })
  }
  return [...newest.values()]
}

/**
 * Somebody with money for a transaction and no seat records a tally of the ballots that suit it: every Yes, no No, and no more of the others than a quorum
 * needs. @returns false where no part of them passes.
 */
export const recordPartly = async (world: World, person: Person, random: SeededRandom, decision: DecisionId): Promise<boolean> => {
  const { known } = takePen(world, person, random)
  const { address: dao, genesis, rosters, exited } = daoOnChain(world)
  const { chainId } = genesis
  const struct = known
    .flatMap(({ header, body }) => {
      const read = header.kind === 'proposal.submit' ? decisionSchema.safeParse(Object(body).decision) : null
      return read?.success === true ? [read.data] : []
    })
    .find((one) => decisionIdOf(chainId, dao, one) === decision)
  const key = world.accounts.at(-1)
  if (struct === undefined || key === undefined) return false
  const seats = new Map(
    (rosters.at(-1)?.members ?? []).filter(({ account }) => !exited.has(account)).map(({ account, power }) => [account, power]),
  )
  const cited = rosters[struct.rosterEpoch]?.members ?? []
  const powerOf = (member: Address): bigint => {
    const [then, now] = [cited.find(({ account }) => account === member)?.power ?? 0n, seats.get(member) ?? 0n]
    return then < now ? then : now
  }
  const says = ({ choices }: Signed): number | undefined => choices.find((choice) => choice.decision === decision)?.support
  const all = sheetsOn(known, decision)
  const total = [...seats.values()].reduce((sum, power) => sum + power, 0n)
  const sheets = all.filter((sheet) => says(sheet) === supports.for)
  let took = sheets.reduce((sum, { member }) => sum + powerOf(member), 0n)
  for (const sheet of random.shuffle(all.filter((one) => says(one) === supports.abstain))) {
    if (took * 2n >= total) break
    sheets.push(sheet)
    took += powerOf(sheet.member)
  }
  if (took * 2n < total || sheets.length === all.length) return false
  const from = address.parse(key.address)
  const encoded = encodeRecord({ chainId, records: world.chain.records, dao, cited, decision: struct, sheets })
  const transaction = await world.run('prepare a record', person.client.prepare({ from, ...encoded }))
  const raw = createDevnetSigner([key]).sign(from, { type: 'transaction', transaction, context: { title: 'a record', lines: [] } })
  await world.run('send a record', person.client.sendRaw(await raw))
  count(world.lies, 'a record that leaves ballots out')
  world.trace.note(`a stranger records ${decision} with ${sheets.length} of ${all.length} ballots`)
  return true
}
