import {
  accountSignature,
  address,
  amount,
  bytes32,
  daoSignature,
  decode,
  encode,
  type Hex,
  inviteId,
  limits,
  linkDeviceSchema,
  to0x,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'

/** How many roster changes a proof may carry: who is further behind waits for the chain. */
export const enactmentLimit = 4
/** Of the calldata of all of them together, in bytes: below what one frame of a proof may hold, with room for the rest. */
export const enactmentBytes = 192 * 1024

/** How many seats a proof may ask for in the name of DAOs. */
export const consentLimit = 4

/** A transaction that changed the roster: its hash, for who has the chain, and its calldata, which holds the decision with its signed sheets. */
export const enactment = z.strictObject({
  transaction: bytes32,
  data: z.instanceof(Uint8Array).transform((bytes): Hex => to0x(bytes)),
})
export type Enactment = z.output<typeof enactment>

/**
 * What a device shows to be let into a DAO: the account's link, for all. `enactments`: the decisions that seated the account, for a peer that has not
 * seen them, the last one being that which seated it. `invite`: how it came here, of who is not seated yet, and `name`: what it wants to be called;
 * `consents`: what DAOs that it belongs to agreed to, which ask for a seat.
 */
const daoProof = z.strictObject({
  link: linkDeviceSchema,
  signature: accountSignature,
  enactments: z.array(enactment).max(enactmentLimit).optional(),
  invite: inviteId.optional(),
  name: z.string().min(1).max(limits.nameBytes).optional(),
  consents: z
    .array(z.strictObject({ dao: address, power: amount, shares: amount, signature: daoSignature }))
    .max(consentLimit)
    .optional(),
})
export type DaoProof = z.output<typeof daoProof>

/** What peers of earlier versions read is all there is where nothing else is needed: they take no field that they do not know. */
export type ShownProof = Pick<DaoProof, 'link' | 'signature' | 'invite' | 'name' | 'consents'> & {
  readonly enactments: readonly { readonly transaction: Hex; readonly data: Uint8Array }[]
}

export const encodeDaoProof = ({ link, signature, enactments, invite, name, consents = [] }: ShownProof): Uint8Array =>
  encode(
    toRecord({
      link,
      signature,
      ...(enactments.length === 0 ? {} : { enactments }),
      ...(invite === undefined ? {} : { invite }),
      ...(invite === undefined || name === undefined ? {} : { name }),
      ...(invite === undefined || consents.length === 0 ? {} : { consents }),
    }),
  )

/** null for what is no proof: whatever a stranger sends. */
export const openDaoProof = (bytes: Uint8Array): DaoProof | null => {
  try {
    return daoProof.parse(decode(bytes))
  } catch {
    // No proof is no fault of this node's, and nothing to report.
    return null
  }
}
