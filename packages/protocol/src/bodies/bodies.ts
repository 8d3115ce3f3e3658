import { z } from 'zod'
import { dealBodies } from '../deals/dealBodies.ts'
import { fileName, mediaType } from '../files/fileName.ts'
import { address, amount, budgetId, bytes32, decisionId, deviceId, draftId, entryId, fileId, inviteId, keyId, projectId } from '../ids.ts'
import { limits } from '../limits.ts'
import {
  accountSignature,
  ballotSheetSchema,
  budgetSchema,
  daoSignature,
  decisionSchema,
  genesisSchema,
  linkDeviceSchema,
  pledgeSheetSchema,
  projectSchema,
  unlinkDeviceSchema,
} from './eip712Bodies.ts'
import { pollBodies } from './pollBodies.ts'
import { inBytes } from './text.ts'

const bytes = (max: number) => z.instanceof(Uint8Array).refine((b) => b.length > 0 && b.length <= max)
const v = z.literal(1)
/** A set as a list: sorted, nothing twice. */
const isSorted = (ids: readonly string[]): boolean => ids.every((one, i) => i === 0 || (ids[i - 1] ?? '') < one)
/** Checks run even after the pattern of `amount` has failed, so this one must not trust it. */
const fitsBits =
  (bits: number) =>
  (text: string): boolean =>
    /^\d{1,78}$/.test(text) && BigInt(text) < 1n << BigInt(bits)
const fitsWord = fitsBits(256)

/**
 * Every kind of record this version understands, with the newest version of its body. A kind that is not here, or a body with a greater `v`, is kept opaque.
 * The opening of a log proves whose device writes it; everything later in that log is that member's.
 */
export const bodies = {
  'log.open': z.strictObject({ v, link: linkDeviceSchema, signature: accountSignature }),
  'device.unlink': z.strictObject({ v, unlink: unlinkDeviceSchema, signature: accountSignature }),
  'profile.set': z.strictObject({ v, name: inBytes(1, limits.nameBytes) }),
  'lobby.propose': z.strictObject({ v, factory: address, genesis: genesisSchema }),
  'lobby.cosign': z.strictObject({ v, genesisHash: bytes32, signature: accountSignature }),
  'lobby.revoke': z.strictObject({ v }),
  'lobby.bring': z.strictObject({ v, dao: address }),
  'lobby.agree': z.strictObject({ v, genesisHash: bytes32, dao: address, signature: daoSignature }),
  'invite.open': z.strictObject({ v, invite: inviteId, expires: z.number().int().min(0) }),
  'invite.revoke': z.strictObject({ v, invite: inviteId }),
  'member.apply': z.strictObject({
    v,
    invite: inviteId,
    name: inBytes(1, limits.nameBytes),
    link: linkDeviceSchema,
    signature: accountSignature,
  }),
  'member.consent': z.strictObject({
    v,
    dao: address,
    power: amount.refine(fitsBits(64)),
    shares: amount.refine(fitsBits(128)),
    signature: daoSignature,
  }),
  'key.seal': z.strictObject({
    v,
    keyId,
    boxes: z
      .array(z.strictObject({ device: deviceId, box: bytes(128) }))
      .min(1)
      .max(256),
    previous: z.strictObject({ keyId, box: bytes(128) }).nullable(),
  }),
  'draft.open': z.strictObject({ v, draft: draftId, title: inBytes(1, limits.titleBytes) }),
  'draft.rename': z.strictObject({ v, draft: draftId, title: inBytes(1, limits.titleBytes) }),
  'draft.discard': z.strictObject({ v, draft: draftId }),
  'draft.update': z.strictObject({ v, draft: draftId, session: bytes(16), update: bytes(limits.draftUpdateBytes) }),
  'proposal.submit': z.strictObject({
    v,
    draft: draftId.nullable(),
    title: inBytes(1, limits.titleBytes),
    content: inBytes(0, limits.contentBytes),
    decision: decisionSchema,
  }),
  'proposal.withdraw': z.strictObject({ v, decision: decisionId }),
  'comment.post': z.strictObject({
    v,
    /** In a deal also the id of a bounty, which has the form of a decision's. */
    about: z.union([decisionId, draftId]),
    replyTo: entryId.nullable(),
    text: inBytes(1, limits.commentBytes),
  }),
  'file.share': z.strictObject({
    v,
    file: fileId,
    key: z.instanceof(Uint8Array).refine((key) => key.length === 32),
    name: fileName,
    type: mediaType,
    size: z.number().int().min(0).max(limits.fileBytes),
    about: z.union([decisionId, draftId]).nullable(),
    /** SHA-256 of the content, by which terms name it. Whoever holds the file compares. */
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  }),
  'file.withdraw': z.strictObject({ v, file: fileId }),
  /** A revision of a listing as it is said in the market, with the key of its work. */
  'listing.publish': z.strictObject({
    v,
    post: bytes(limits.postBytes),
    key: z.instanceof(Uint8Array).refine((key) => key.length === 32),
  }),
  'token.list': z.union([
    z.strictObject({ v, token: address, standard: z.enum(['erc20', 'erc721']), item: z.null() }),
    z.strictObject({ v, token: address, standard: z.literal('erc1155'), item: amount.refine(fitsWord) }),
  ]),
  'token.unlist': z.strictObject({ v, token: address, item: amount.refine(fitsWord).nullable() }),
  'ballot.cast': z.strictObject({ v, sheet: ballotSheetSchema, signature: daoSignature, reason: inBytes(0, limits.commentBytes) }),
  ...pollBodies,
  'budget.open': z.strictObject({ v, budget: budgetSchema }),
  'budget.project': z.strictObject({ v, project: projectSchema }),
  'budget.pledge': z.strictObject({ v, sheet: pledgeSheetSchema, signature: accountSignature }),
  'budget.close': z.strictObject({
    v,
    budget: budgetId,
    /** Digests of the sheets that were counted, and the projects that could be pledged to. */
    pledges: z.array(bytes32).min(1).max(limits.rosterMembers).refine(isSorted),
    projects: z.array(projectId).min(1).max(limits.budgetProjects).refine(isSorted),
    /** One decision for each 128 payments. */
    parts: z
      .array(z.strictObject({ title: inBytes(1, limits.titleBytes), content: inBytes(1, limits.contentBytes), decision: decisionSchema }))
      .min(1)
      .max(Math.ceil(limits.budgetProjects / limits.decisionCalls)),
  }),
  ...dealBodies,
} as const

export type Kind = keyof typeof bodies
export type Body<K extends Kind> = z.output<(typeof bodies)[K]>
export type BodyReading<K extends Kind = Kind> = { [P in K]: { readonly kind: P; readonly body: Body<P> } }[K]

/**
 * Whether this version knows the kind of a record.
 * @example
 * isKind('ballot.cast') // => true
 */
export const isKind = (kind: string): kind is Kind => Object.hasOwn(bodies, kind)

/** What a body turned out to be: known and well-formed, newer than this app, or broken. */
export type BodyOutcome =
  | { readonly outcome: 'known'; readonly reading: BodyReading }
  | { readonly outcome: 'opaque' }
  | { readonly outcome: 'broken' }

/**
 * Reads a decoded body once. Never throws: an unknown kind or a newer `v` is opaque, what breaks its schema broken.
 * @example
 * readBody('lobby.revoke', { v: 1 }).outcome // => 'known'
 * readBody('lobby.revoke', { v: 2 }).outcome // => 'opaque'
 * readBody('lobby.revoke', { v: 1, why: 'no' }).outcome // => 'broken'
 */
export const readBody = (kind: string, value: unknown): BodyOutcome => {
  if (!isKind(kind)) return { outcome: 'opaque' }
  if (typeof value === 'object' && value !== null && 'v' in value && typeof value.v === 'number' && value.v > 1)
    return { outcome: 'opaque' }
  const parsed = bodies[kind].safeParse(value)
  return parsed.success ? { outcome: 'known', reading: { kind, body: parsed.data } as BodyReading } : { outcome: 'broken' }
}
