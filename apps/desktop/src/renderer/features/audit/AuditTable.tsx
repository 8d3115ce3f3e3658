import { Table } from '@mantine/core'
import type { ReactNode } from 'react'

type AuditTableProps = { readonly head: readonly string[]; readonly children: ReactNode }

/** A table of the audit view; wider ones scroll in themselves. */
export const AuditTable = ({ head, children }: AuditTableProps) => (
  <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }} className="card">
    <Table horizontalSpacing="md" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          {head.map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody style={{ verticalAlign: 'top' }}>{children}</Table.Tbody>
    </Table>
  </Table.ScrollContainer>
)
