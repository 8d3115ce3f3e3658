import type { AuditRow } from './audit.ts'

type Status = AuditRow['status']

const aside = ['forked', 'cut'] as const
const waiting = ['pending', 'locked', 'opaque'] as const
const notAccepted = [...waiting, 'rejected', ...aside] as const

/** Which records a person may look at alone. */
export const auditFilters = {
  all: ['accepted', ...notAccepted],
  notAccepted,
  waiting,
  rejected: ['rejected'],
  setAside: aside,
} as const satisfies Readonly<Record<string, readonly Status[]>>

export type AuditFilter = keyof typeof auditFilters
export const auditFilterNames = Object.keys(auditFilters) as readonly AuditFilter[]
