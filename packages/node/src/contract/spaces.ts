import { oc } from '@orpc/contract'
import { z } from 'zod'
import { mergedShape } from './mergers.ts'
import { accountSeen, daoTally } from './nested.ts'
import { ragequitPreview } from './ragequitPreview.ts'
import { auditInput, auditPage, proofsShape } from './audit.ts'
import {
  callInput,
  halfLifeShape,
  id,
  memberRow,
  progress,
  proposalState,
  requestId,
  rulesShape,
  standing,
  transactionRow,
} from './shapes.ts'

const genesisShape = z.object({
  chainId: id.amount,
  chainGenesis: id.bytes32,
  name: z.string(),
  members: z.array(z.object({ account: id.address, kind: z.number().int(), power: id.amount, shares: id.amount })),
  rules: rulesShape,
  salt: id.bytes32,
})

export const lobbyShape = z.object({
  space: id.spaceId,
  name: z.string(),
  /** `daomesh://join#…`, for link, QR and paste; null once expired or revoked. */
  invite: z.string().nullable(),
  inviteExpires: z.number().nullable(),
  founder: z.boolean(),
  members: z.array(z.object({ account: id.address, name: z.string().nullable(), self: z.boolean(), online: z.boolean() })),
  /** DAOs that are to be founders, and how their members decide, as far as their space is open here. */
  daos: z.array(
    z.object({
      account: id.address,
      /** As the chain says; null while it was not read. */
      name: z.string().nullable(),
      by: z.array(id.address),
      question: z
        .object({ space: id.spaceId, decision: id.decisionId, closesAt: z.number().int(), state: proposalState, tally: daoTally })
        .nullable(),
    }),
  ),
  proposal: z
    .object({ genesisHash: id.bytes32, genesis: genesisShape, dao: id.address, signed: z.array(id.address), missing: z.array(id.address) })
    .nullable(),
  complete: z.boolean(),
  /** The DAO's space once the founding is complete. */
  dao: id.spaceId.nullable(),
})

export const lobbiesContract = {
  list: oc.output(z.array(lobbyShape)),
  get: oc.input(z.object({ space: id.spaceId })).output(lobbyShape),
  create: oc
    .input(
      z.object({
        requestId,
        name: z.string().min(1).max(80),
        displayName: z.string().min(1).max(80),
        expiresInHours: z.number().int().min(1).max(720),
      }),
    )
    .output(lobbyShape),
  /** Reads the invite without joining, so that a person sees what they join. */
  preview: oc.input(z.object({ invite: z.string().max(8192) })).output(
    z.object({
      /** Where it leads: into a founding, or into a DAO that exists. */
      kind: z.enum(['lobby', 'dao']),
      name: z.string(),
      chainId: z.string(),
      expires: z.number(),
      peers: z.array(z.string()),
      joined: z.boolean(),
      space: id.spaceId,
      /** The DAO that is there already; null for a lobby. */
      dao: id.address.nullable(),
      /** The founding names this account, so this is another device of a member. */
      founder: z.boolean(),
    }),
  ),
  join: oc.input(z.object({ requestId, invite: z.string().max(8192), displayName: z.string().min(1).max(80) })).output(lobbyShape),
  revokeInvite: oc.input(z.object({ requestId, space: id.spaceId })).output(lobbyShape),
  propose: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        members: z
          .array(z.object({ account: id.address, power: id.amount, shares: id.amount, kind: z.enum(['key', 'contract']).optional() }))
          .min(1)
          .max(64),
        rules: rulesShape,
      }),
    )
    .output(lobbyShape),
  /** Says that a DAO in which this account has a seat is to be a founder. */
  bring: oc.input(z.object({ requestId, space: id.spaceId, dao: id.address })).output(lobbyShape),
  cosign: oc.input(z.object({ requestId, space: id.spaceId, genesisHash: id.bytes32 })).output(lobbyShape),
}

export const daoRow = z.object({
  space: id.spaceId,
  dao: id.address,
  caip10: z.string(),
  name: z.string(),
  deployed: z.enum(['no', 'anchored', 'final']),
  members: z.number().int(),
  openProposals: z.number().int(),
  /** How many open proposals wait for this member's ballot. */
  awaitingMe: z.number().int(),
  standing,
  treasury: id.amount.nullable(),
})

export const daoInviteShape = z.object({
  invite: id.inviteId,
  by: id.address,
  name: z.string().nullable(),
  expires: z.number(),
  state: z.enum(['open', 'expired', 'revoked']),
  /** `daomesh://join#…` with this node's addresses, for link, QR and paste; null once expired or revoked. */
  link: z.string().nullable(),
})

export const hashShape = z.object({
  /** null while no hash may be claimed. */
  stateHash: z.string().nullable(),
  /** Root of the records of decisions that cannot be judged here, for want of a key or a view; null where all were. Only who lacks the same ones has the same hash. */
  unjudgedRoot: z.string().nullable(),
  setRoot: z.string(),
  cut: z.object({ count: z.number().int(), eventRoot: z.string() }),
  foldVersion: z.number().int(),
  entries: z.number().int(),
})

export const daosContract = {
  list: oc.output(z.array(daoRow)),
  get: oc.input(z.object({ space: id.spaceId })).output(
    daoRow.extend({
      rules: rulesShape,
      rosterEpoch: z.number().int(),
      rulesEpoch: z.number().int(),
      memberRows: z.array(memberRow),
      totalPower: id.amount,
      totalShares: id.amount,
      hash: hashShape,
      activity: z.array(
        z.object({
          /** null: the chain tells it, and no record. */
          entry: id.entryId.nullable(),
          kind: z.string(),
          /** null: of what the chain tells, it is nobody's in particular. */
          account: id.address.nullable(),
          name: z.string().nullable(),
          at: z.number(),
          title: z.string().nullable(),
          decision: id.decisionId.nullable(),
          /** The screen that shows what it is about, where that is no proposal; a list has no id. */
          place: z.object({ kind: z.enum(['draft', 'budget', 'poll', 'files', 'sales']), id: z.string() }).nullable(),
          /** What was given up for a part of the treasury; null where it is no leaving. */
          shares: id.amount.nullable(),
          progress,
        }),
      ),
      locked: z.boolean(),
      /** The DAO that this one went into; null of one that is for itself. */
      merged: mergedShape.nullable(),
    }),
  ),
  /** Opens a DAO by an invite. It lets in members only, and waits with whoever is none yet. */
  enter: oc
    .input(z.object({ requestId, invite: z.string().max(8192), displayName: z.string().max(80) }))
    .output(z.object({ space: id.spaceId, name: z.string(), standing })),
  invite: oc.input(z.object({ requestId, space: id.spaceId, expiresInHours: z.number().int().min(1).max(720) })).output(daoInviteShape),
  invites: oc.input(z.object({ space: id.spaceId })).output(z.array(daoInviteShape)),
  /** Who asks for a seat, the earliest first. The name is what they call themselves. */
  applicants: oc.input(z.object({ space: id.spaceId })).output(
    z.array(
      z.object({
        account: id.address,
        name: z.string(),
        at: z.number(),
        /** The member whose device heard it. */
        by: id.address,
        byName: z.string().nullable(),
        invite: id.inviteId,
        /** The open proposal that would seat them; null while there is none. */
        decision: id.decisionId.nullable(),
      }),
    ),
  ),
  revokeInvite: oc.input(z.object({ requestId, space: id.spaceId, invite: id.inviteId })).output(z.array(daoInviteShape)),
  /** The call that takes new members in, to be put into a proposal. Shares are whole and new. */
  /** What stands at an address before it is taken in: a key, a DAO with its members and rules, or another contract. */
  account: oc.input(z.object({ account: id.address })).output(accountSeen),
  rosterCall: oc
    .input(
      z.object({
        space: id.spaceId,
        seats: z
          .array(z.object({ account: id.address, power: id.amount, shares: id.amount, kind: z.enum(['key', 'contract']).optional() }))
          .min(1)
          .max(64),
      }),
    )
    .output(callInput),
  /** Anybody may deploy: the address and the owners are fixed by the genesis. */
  deploy: oc.input(z.object({ requestId, space: id.spaceId })).output(transactionRow),
  deposit: oc.input(z.object({ requestId, space: id.spaceId, wei: id.amount })).output(transactionRow),
  halfLife: oc.input(z.object({ space: id.spaceId })).output(halfLifeShape),
  setDisplayName: oc
    .input(z.object({ requestId, space: id.spaceId, name: z.string().min(1).max(80) }))
    .output(z.object({ entry: id.entryId })),
  ragequitPreview: oc.input(z.object({ space: id.spaceId, shares: id.amount, tokens: z.array(id.address) })).output(ragequitPreview),
  ragequit: oc.input(z.object({ requestId, space: id.spaceId, shares: id.amount, tokens: z.array(id.address) })).output(transactionRow),
  /** The state hash at the newest cut, or at an older one with `count` facts. */
  hash: oc.input(z.object({ space: id.spaceId, count: z.number().int().optional() })).output(hashShape),
  /** Every record, a page at a time. */
  audit: oc.input(auditInput).output(auditPage),
  /** Forks, revoked devices, memberships and keys. */
  proofs: oc.input(z.object({ space: id.spaceId })).output(proofsShape),
}
