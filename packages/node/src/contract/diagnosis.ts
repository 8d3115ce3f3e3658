import type { DeviceId, SpaceId } from '@daomesh/protocol'
import { z } from 'zod'
import { type FindingCode, findings } from './findings.ts'
import { id } from './shapes.ts'

const codes = Object.keys(findings) as [FindingCode, ...FindingCode[]]

/** One thing that is found: its code, and what its sentences name. The texts are `findings[code]`, with `{{name}}` for each parameter. */
export const findingShape = z.object({
  code: z.enum(codes),
  severity: z.enum(['blocks', 'hinders', 'note']),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  space: id.spaceId.nullable(),
  device: id.deviceId.nullable(),
})

/** A member other than oneself, and what stands between. `seen`: connected, let in on both sides and equal or becoming so. */
export const memberDiagnosis = z.object({
  space: id.spaceId,
  spaceName: z.string(),
  account: id.address,
  name: z.string().nullable(),
  devices: z.array(id.deviceId),
  seen: z.boolean(),
  findings: z.array(findingShape),
})

export const diagnosisShape = z.object({
  /** Milliseconds since 1970. */
  at: z.number(),
  /** About this node itself. */
  findings: z.array(findingShape),
  members: z.array(memberDiagnosis),
})

export type Finding = z.output<typeof findingShape>
export type MemberDiagnosis = z.output<typeof memberDiagnosis>
export type Diagnosis = z.output<typeof diagnosisShape>

/** A finding of this code, as severe as the list says. */
export const finding = (
  code: FindingCode,
  params: Finding['params'] = {},
  about: { readonly space?: SpaceId; readonly device?: DeviceId } = {},
): Finding => ({ code, severity: findings[code].severity, params, space: about.space ?? null, device: about.device ?? null })

/**
 * A sentence with its parameters filled in.
 * @example
 * fillIn('{{name}} is away', { name: 'Ben' }) // => 'Ben is away'
 */
export const fillIn = (sentence: string, params: Finding['params']): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(params[name] ?? whole))

/** Something blocks: here, or towards everybody there is. One member who is away is no fault of this node. */
export const isBlocked = ({ findings: own, members }: Diagnosis): boolean =>
  own.some(({ severity }) => severity === 'blocks') || (members.length > 0 && members.every(isMemberBlocked))

/** Something stands between this node and that member. */
export const isMemberBlocked = ({ findings: found }: MemberDiagnosis): boolean => found.some(({ severity }) => severity === 'blocks')
