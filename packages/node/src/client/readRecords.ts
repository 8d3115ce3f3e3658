import type { z } from 'zod'
import { type auditInput, auditLimit, type auditPage } from '../contract/audit.ts'

export type AuditPage = z.output<typeof auditPage>
export type AuditRow = AuditPage['rows'][number]

type Asked = z.input<typeof auditInput>

export type ReadRecordsParameters = {
  readonly daos: { readonly audit: (asked: Asked) => Promise<AuditPage> }
  readonly space: Asked['space']
  readonly statuses?: readonly AuditRow['status'][]
  /** So many of the newest; without it all. */
  readonly most?: number
}

/**
 * The records of a space with what became of them, the newest first, page by page: none twice, and all that were there when the first page was asked for.
 * @example
 * const transport = connectWebSocket({ url: 'ws://127.0.0.1:4870/api', token })
 * const { daos } = createNodeClient({ transport })
 * const newest = await readRecords({ daos, space, most: 10 })
 */
export const readRecords = async ({ daos, space, statuses, most = Infinity }: ReadRecordsParameters): Promise<AuditRow[]> => {
  const rows: AuditRow[] = []
  let after: AuditPage['next'] = null
  do {
    const page: AuditPage = await daos.audit({
      space,
      statuses: statuses === undefined ? undefined : [...statuses],
      after,
      limit: Math.min(auditLimit, most - rows.length),
    })
    rows.push(...page.rows)
    after = page.next
  } while (after !== null && rows.length < most)
  return rows
}
