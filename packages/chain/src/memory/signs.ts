import {
  type Address,
  daomeshDomain,
  decisionIdOf,
  fromCompactSignature,
  fromHex,
  hashTypedData,
  type Hex,
  memberKinds,
  to0x,
  togetherSheet,
  unpackLiveSignature,
  unpackTogether,
} from '@daomesh/protocol'
import { recoverAddress } from 'viem'
import { type UnpackedSheet, unpackSheets } from '../calls/unpackSheets.ts'
import type { SignsRequest } from '../client/ports.ts'
import { Revert } from '../errors/revert.ts'
import type { CountRule } from './countRule.ts'
import { type MemoryDao, rosterOf, type World } from './world.ts'

type Counting = { readonly chainId: bigint; readonly count: CountRule; readonly timestamp: number; readonly escrow: Address }

/** Sheets of members that are DAOs count when these sign them; others as they are, since the counting rule looks at keys. */
export const signedSheets = (
  world: World,
  dao: MemoryDao,
  sheets: readonly UnpackedSheet[],
  counting: Counting,
): readonly UnpackedSheet[] =>
  sheets.filter(({ member, kind, revision, choices, signature }) => {
    if (revision < (dao.minRevisions.get(member) ?? 0n)) return false
    if (kind !== memberKinds.contract) return true
    const hash = hashTypedData(daomeshDomain(counting.chainId, dao.address), 'BallotSheet', { member, revision, choices })
    return signs(world, { signer: member, verifier: dao.address, hash, signature }, counting)
  })

const sheetsIn = (packed: Hex, agenda: readonly ReturnType<typeof decisionIdOf>[], dao: MemoryDao): readonly UnpackedSheet[] => {
  try {
    return unpackSheets(packed, agenda, rosterOf(dao))
  } catch (error) {
    if (error instanceof Revert) return []
    throw error
  }
}

type SignedHash = Pick<SignsRequest, 'hash' | 'signature'>

/** Of a signature of several answers on one sheet (R28): what each alone must be signed with. null where it is none of this sheet. */
const togetherIn = (chainId: bigint, { signer, hash, signature }: Omit<SignsRequest, 'verifier'>): readonly SignedHash[] | null => {
  const read = unpackTogether(signature)
  if (read === null) return null
  const digestOf = (answers: typeof read.answers): Hex =>
    hashTypedData(daomeshDomain(chainId, read.outer), 'BallotSheet', togetherSheet(signer, answers))
  if (digestOf(read.answers) !== hash) return null
  return read.answers.map((answer) => ({ hash: digestOf([answer]), signature: answer.signature }))
}

/** `isValidSignature` as a DAO answers it: an approval, or for another DAO and the escrow one that could be enacted now (R10). */
export const signs = (world: World, { signer, verifier, hash, signature }: SignsRequest, counting: Counting): boolean => {
  const dao = world.daos.get(signer)
  if (dao === undefined) return false
  if (dao.approvals.has(hash)) return true
  if (!world.daos.has(verifier) && verifier !== counting.escrow) return false
  const together = togetherIn(counting.chainId, { signer, hash, signature })
  if (together !== null) return together.every((one) => signs(world, { signer, verifier, ...one }, counting))
  const live = unpackLiveSignature(signer, hash, signature)
  if (live === null) return false
  const { approval, others } = live
  if (dao.spent.has(approval.slot) || counting.timestamp > approval.expiresAt || approval.rulesEpoch !== dao.rulesEpoch) return false
  const id = decisionIdOf(counting.chainId, signer, approval)
  const sheets = signedSheets(world, dao, sheetsIn(live.sheets, [id, ...others], dao), counting)
  return counting.count({ dao, decision: approval, id, sheets, timestamp: counting.timestamp }) === null
}

/** Whether the keys whose ballots stand in a live signature made them; those of members of members are taken as they are. */
export const keysSigned = async (world: World, { signer, verifier, hash, signature }: SignsRequest, chainId: bigint): Promise<boolean> => {
  const dao = world.daos.get(signer)
  const together = togetherIn(chainId, { signer, hash, signature })
  if (together !== null)
    return (await Promise.all(together.map((one) => keysSigned(world, { signer, verifier, ...one }, chainId)))).every(Boolean)
  const live = dao === undefined ? null : unpackLiveSignature(signer, hash, signature)
  if (dao === undefined || live === null) return true
  const sheets = sheetsIn(live.sheets, [decisionIdOf(chainId, signer, live.approval), ...live.others], dao)
  const checks = sheets
    .filter(({ kind }) => kind === memberKinds.key)
    .map(async ({ member, revision, choices, signature: compact }) => {
      const digest = hashTypedData(daomeshDomain(chainId, signer), 'BallotSheet', { member, revision, choices })
      const signed = to0x(fromCompactSignature(fromHex(compact)))
      return (await recoverAddress({ hash: digest, signature: signed }).catch(() => '')).toLowerCase() === member
    })
  return (await Promise.all(checks)).every(Boolean)
}

/** Whether a decision's call is one by which the DAO signs, or takes back that it signed. */
export const approvalIn = (functionName: string, hash: unknown, approvals: ReadonlySet<Hex>): ReadonlySet<Hex> | null => {
  if (functionName === 'approveHash') return new Set([...approvals, hash as Hex])
  return functionName === 'recallHash' ? new Set([...approvals].filter((one) => one !== hash)) : null
}
