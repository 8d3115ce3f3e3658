import type { NodeClient } from '@daomesh/node/client'
import { lines, when } from './table.ts'

type Page = Awaited<ReturnType<NodeClient['partnerships']['get']>>

/** A partnership: what each DAO has in the other, and the offers with how far both are. */
export const partnershipText = (page: Page): string => {
  const [issuer, hunter] = [page.issuer.name ?? page.issuer.account, page.hunter.name ?? page.hunter.account]
  const head = lines([
    ['title', page.title],
    ['first', issuer],
    ['second', hunter],
    [`power of ${hunter} in ${issuer}`, page.now?.issuerGives ?? 'not read yet'],
    [`power of ${issuer} in ${hunter}`, page.now?.hunterGives ?? 'not read yet'],
    ['waits for you', page.waits ?? ''],
  ])
  const offers = page.offerRows.map((row) =>
    lines([
      ['offer', row.offer.slice(0, 16)],
      ['of', page[row.side].name ?? row.side],
      ['state', row.status],
      [`${issuer} gives`, row.terms.issuerGives],
      [`${hunter} gives`, row.terms.hunterGives],
      ['until', when(row.terms.validUntil * 1000)],
      ['decided', [row.issuer.ready ? issuer : '', row.hunter.ready ? hunter : ''].filter((name) => name !== '').join(', ')],
      ['you may', row.may.join(', ')],
      ['note', row.terms.note],
    ]),
  )
  return [head, ...offers].join('\n\n')
}
