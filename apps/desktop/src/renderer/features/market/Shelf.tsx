import { Grid, Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded } from '../../parts/Loaded.tsx'
import { Pages } from './Pages.tsx'
import { SearchLine } from './SearchLine.tsx'
import type { useShelf } from './useShelf.ts'

type Found<Row> = { readonly rows: readonly Row[]; readonly total: number; readonly atLeast: boolean }

type ShelfProps<Row, Sort extends string> = {
  readonly shelf: ReturnType<typeof useShelf<Sort>>
  readonly hint: string
  readonly sorts: readonly { readonly value: Sort; readonly label: string }[]
  readonly query: UseQueryResult<Found<Row>>
  /** How many there are, in words. */
  readonly count: (found: Found<Row>) => string
  readonly renderRow: (row: Row) => ReactNode
  /** Instead of rows, where there are none. */
  readonly nothing: ReactNode
  /** What narrows it further, beside it. */
  readonly children: ReactNode
}

/** A shelf of the market: what is looked for, what was found, a page of it at a time. */
export const Shelf = <Row, Sort extends string>({
  shelf,
  hint,
  sorts,
  query,
  count,
  renderRow,
  nothing,
  children,
}: ShelfProps<Row, Sort>) => (
  <Grid gap="xl">
    <Grid.Col span={{ base: 12, lg: 9 }}>
      <Stack gap="md">
        <SearchLine hint={hint} typed={shelf.typed} onType={shelf.type} sort={shelf.sort} sorts={sorts} onSort={shelf.order} />
        <Loaded query={query}>
          {(found) => (
            <>
              <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
                {count(found)}
              </Text>
              <div className="card">{found.rows.length === 0 ? nothing : <div className="rows">{found.rows.map(renderRow)}</div>}</div>
              <Pages total={found.total} perPage={shelf.perPage} page={shelf.page} onPage={shelf.turn} />
            </>
          )}
        </Loaded>
      </Stack>
    </Grid.Col>
    <Grid.Col span={{ base: 12, lg: 3 }}>{children}</Grid.Col>
  </Grid>
)
