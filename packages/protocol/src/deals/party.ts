import { z } from 'zod'
import { genesisSchema } from '../bodies/eip712Bodies.ts'
import { fromHex, toHex } from '../bytes.ts'
import { type ChainIdentity, chainIdentityBytes } from '../chain/identity.ts'
import { hashOf } from '../hash.ts'
import { address, type Address, type SpaceId } from '../ids.ts'
import { daoSpaceOf } from '../spaces/spaces.ts'

/** The two ends of a bounty: who pays, and who does the work. */
export const dealSides = ['issuer', 'hunter'] as const
export type DealSide = (typeof dealSides)[number]

/**
 * One party of a deal: a person by the account, or a DAO as one entity. A DAO brings its genesis along, so that whoever knows the deal can follow its
 * roster on the chain; the address commits to it.
 */
export const dealPartySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person'), account: address }),
  z.strictObject({ kind: z.literal('dao'), dao: address, factory: address, genesis: genesisSchema }),
])
export type DealParty = z.output<typeof dealPartySchema>

/**
 * The account that the agreement names for a party.
 * @example
 * accountOfParty({ kind: 'person', account: alice }) // => alice
 */
export const accountOfParty = (party: DealParty): Address => (party.kind === 'person' ? party.account : party.dao)

/**
 * The other end of a bounty.
 * @example
 * otherSide('issuer') // => 'hunter'
 */
export const otherSide = (side: DealSide): DealSide => (side === 'issuer' ? 'hunter' : 'issuer')

/**
 * What stands for a party in the views of a deal: the space of a DAO; of a person a name of its own, which is nobody's space.
 * @example
 * organisationOf(chain, { kind: 'person', account: alice }).length // => 64
 */
export const organisationOf = (chain: ChainIdentity, party: DealParty): SpaceId =>
  party.kind === 'dao'
    ? daoSpaceOf(chain, party.dao)
    : (toHex(hashOf('daomesh/person/1', chainIdentityBytes(chain), fromHex(party.account))) as SpaceId)
