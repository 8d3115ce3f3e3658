import type { Command } from 'commander'
import { priceText } from '../print/price.ts'
import { table, when } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

/** What was bought of DAOs of this member and is not divided yet. */
export const addSold = (listing: Command): void => {
  nodeVerb(
    listing.command('sold').description('what was bought of your DAOs whose income is not distributed yet'),
    (node) => node.listings.sold(),
    (rows) =>
      table(
        ['DAO', 'listing', 'bought by', 'for', 'when', 'in the income inbox'],
        rows.map(({ name, title, reader, price, at, income }) => [
          name,
          title,
          reader,
          priceText(price),
          when(at),
          income === null ? 'not known now' : priceText(income),
        ]),
      ),
  )
}
