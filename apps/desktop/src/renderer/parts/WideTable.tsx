import { Table } from '@mantine/core'
import type { TableProps } from '@mantine/core'

type WideTableProps = TableProps & {
  /** Pixels at the usual size of text, below which it scrolls in its own box instead of pushing the page. */
  readonly least: number
}

/** A table that never leaves its box, in a small window or with large text; what is out of sight is reached by the keyboard too. */
export const WideTable = ({ least, ...table }: WideTableProps) => (
  <Table.ScrollContainer minWidth={`${least / 16}rem`} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
    <Table {...table} />
  </Table.ScrollContainer>
)
