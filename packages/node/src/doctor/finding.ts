import type { DeviceId, SpaceId } from '@daomesh/protocol'
import type { Finding } from '../contract/diagnosis.ts'
import { type FindingCode, findings } from '../contract/findings.ts'

export const finding = (
  code: FindingCode,
  params: Finding['params'] = {},
  about: { readonly space?: SpaceId; readonly device?: DeviceId } = {},
): Finding => ({ code, severity: findings[code].severity, params, space: about.space ?? null, device: about.device ?? null })

export const minutesOf = (milliseconds: number): number => Math.max(1, Math.round(Math.abs(milliseconds) / 60_000))
