import { Button, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Sum } from '../bounties/Sum.tsx'
import { type ProjectsProps, totalOf } from './rounds.ts'

/** The same as the bars, in numbers. */
export const ProjectTable = ({ page, then, nameOf, onGive }: ProjectsProps) => {
  const { t } = useTranslation()
  const columns = ['project', 'seats', 'contributed', 'deserved', 'matched', 'total'] as const
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col" {...(column === 'project' ? {} : { ta: 'right' })}>
                {t(`rounds.column.${column}`)}
              </Table.Th>
            ))}
            {then !== null && (
              <Table.Th scope="col" ta="right">
                {t('rounds.withYours')}
              </Table.Th>
            )}
            {onGive !== null && <Table.Th scope="col">{t('rounds.column.act')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {page.projects.map((project, place) => (
            <Table.Tr key={place}>
              <Table.Th scope="row" fw={550}>
                <bdi>{nameOf(place)}</bdi>
                {project.paid && (
                  <Text span size="xs" c="dimmed">
                    {` · ${t('rounds.paid')}`}
                  </Text>
                )}
              </Table.Th>
              <Table.Td ta="right" className="numbers">
                {project.seats}
              </Table.Td>
              {[project.contributed, project.deserved, project.matched, totalOf(project).toString()].map((units, i) => (
                <Table.Td key={columns[i + 2]} ta="right">
                  <Sum token={page.token} units={units} />
                </Table.Td>
              ))}
              {then !== null && (
                <Table.Td ta="right">
                  <Sum token={page.token} units={totalOf(then[place] ?? project).toString()} fw={600} />
                </Table.Td>
              )}
              {onGive !== null && (
                <Table.Td>
                  <Button
                    size="compact-xs"
                    variant="light"
                    aria-label={t('rounds.giveTo', { name: nameOf(place) })}
                    onClick={() => onGive(place)}
                  >
                    {t('rounds.give')}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
