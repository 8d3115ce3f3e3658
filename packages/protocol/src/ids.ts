import { z } from 'zod'
import type { Hex } from './bytes.ts'

declare const brand: unique symbol
type Brand<T, B extends string> = T & { readonly [brand]: B }

/** 64 lower-case hex digits each, no prefix: our own ids. */
export type SpaceId = Brand<string, 'SpaceId'>
export type LogId = Brand<string, 'LogId'>
export type EntryId = Brand<string, 'EntryId'>
export type DeviceId = Brand<string, 'DeviceId'>
export type ViewId = Brand<string, 'ViewId'>
export type KeyId = Brand<string, 'KeyId'>
/** 32 hex digits: a draft document. */
export type DraftId = Brand<string, 'DraftId'>
/** The address of a file's sealed manifest: whoever knows it and the key of the file can ask for all of it and check every piece. */
export type FileId = Brand<string, 'FileId'>
/** 32 hex digits: an invite to a DAO. */
export type InviteId = Brand<string, 'InviteId'>
/** The hash of what a poll asks, and whom. */
export type PollId = Brand<string, 'PollId'>
/** The hash of the answers that a poll is closed with, and of its result. */
export type PollCloseId = Brand<string, 'PollCloseId'>
/** The hash of an offer in a deal; it binds every term. */
export type OfferId = Brand<string, 'OfferId'>
/** `0x` + 40 lower-case hex digits. Shown to people as EIP-55, kept in lower case. */
export type Address = Hex & Brand<string, 'Address'>
/** `0x` + 64 lower-case hex digits: the EIP-712 digest of a decision. */
export type DecisionId = Hex & Brand<string, 'DecisionId'>
/** `0x` + 64 lower-case hex digits: the EIP-712 digest of a bounty's agreement. */
export type BountyId = Hex & Brand<string, 'BountyId'>
/** `0x` + 64 lower-case hex digits: the hash of an encoded round of public goods. */
export type RoundId = Hex & Brand<string, 'RoundId'>
/** `0x` + 64 lower-case hex digits: the EIP-712 struct hash of a budget; it binds title, token, amount, allocation and end. */
export type BudgetId = Hex & Brand<string, 'BudgetId'>
/** The same of a project: it binds its budget, name, payee and text. */
export type ProjectId = Hex & Brand<string, 'ProjectId'>

/** Text of so many lower-case hex digits, branded. */
export const hexId = <T>(digits: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${digits}}$`))
    .transform((text) => text as unknown as T)
const hex0x = <T>(digits: number) =>
  z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${digits}}$`))
    .transform((text) => text.toLowerCase() as unknown as T)

export const spaceId = hexId<SpaceId>(64)
export const logId = hexId<LogId>(64)
export const entryId = hexId<EntryId>(64)
export const deviceId = hexId<DeviceId>(64)
export const viewId = hexId<ViewId>(64)
export const keyId = hexId<KeyId>(64)
export const fileId = hexId<FileId>(64)
export const pollId = hexId<PollId>(64)
export const pollCloseId = hexId<PollCloseId>(64)
export const offerId = hexId<OfferId>(64)
export const draftId = hexId<DraftId>(32)
export const inviteId = hexId<InviteId>(32)
export const address = hex0x<Address>(40)
export const bytes32 = hex0x<Hex>(64)
export const decisionId = hex0x<DecisionId>(64)
export const budgetId = hex0x<BudgetId>(64)
export const bountyId = hex0x<BountyId>(64)
export const roundId = hex0x<RoundId>(64)
export const projectId = hex0x<ProjectId>(64)
/** Stands where an account may be named and none is: a decision that anybody may send, a credit that goes to its own account. */
export const zeroAddress = address.parse(`0x${'0'.repeat(40)}`)
/** The chain's own coin, where a token is named. */
export const ether = zeroAddress
export const hexBytes = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})*$/)
  .transform((text) => text.toLowerCase() as Hex)

/** A decimal string of at most 78 digits: every amount on the wire and in a record, because CBOR integers end at 2^64. */
export const amount = z.string().regex(/^(0|[1-9][0-9]{0,77})$/)
