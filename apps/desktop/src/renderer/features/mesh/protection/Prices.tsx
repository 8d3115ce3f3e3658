import { Group, Stack, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../parts/Section.tsx'
import { When } from '../../../parts/When.tsx'
import { Amount } from '../Amount.tsx'
import type { MeshToken, Protection } from '../mesh.ts'
import classes from './protection.module.css'

type Row = Protection['prices'][number]

/** Of the largest, in percent: what a bar shows beside a number that says it exactly. */
const share = (of: string, most: bigint): number => (most === 0n ? 0 : Number((BigInt(of) * 1000n) / most) / 10)

const weeks = 12

const Tag = ({ tag, rows, words }: { readonly tag: string; readonly rows: readonly Row[]; readonly words: MeshToken }) => {
  const { t } = useTranslation()
  const shown = rows.slice(-weeks)
  const most = shown.reduce((top, { most: one }) => (BigInt(one) > top ? BigInt(one) : top), 0n)
  return (
    <Section title={tag} padded={false}>
      <Table.ScrollContainer minWidth={520}>
        <Table aria-label={t('mesh.prices.of', { tag })} horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th fz="xs">{t('mesh.prices.week')}</Table.Th>
              <Table.Th fz="xs">{t('mesh.prices.count')}</Table.Th>
              <Table.Th fz="xs">{t('mesh.prices.median')}</Table.Th>
              <Table.Th fz="xs" w="38%">
                {t('mesh.prices.range')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Table.Tr key={row.from}>
                <Table.Td>
                  <When at={row.from * 1000} />
                </Table.Td>
                <Table.Td className="numbers">{row.count}</Table.Td>
                <Table.Td>
                  <Amount units={row.median} of={words} fw={600} />
                </Table.Td>
                <Table.Td>
                  <div className={classes.range} aria-hidden>
                    <span
                      className={classes.span}
                      style={{
                        left: `${share(row.least, most)}%`,
                        width: `${Math.max(1, share(row.most, most) - share(row.least, most))}%`,
                      }}
                    />
                    <span className={classes.middle} style={{ left: `${share(row.median, most)}%` }} />
                  </div>
                  <Group justify="space-between" gap="xs">
                    <Amount units={row.least} of={words} size="xs" c="dimmed" />
                    <Amount units={row.most} of={words} size="xs" c="dimmed" />
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}

/** What work was paid, by the words it is found by, week by week. */
export const Prices = ({ prices, words }: { readonly prices: readonly Row[]; readonly words: MeshToken }) => {
  const { t } = useTranslation()
  const tags = Map.groupBy(prices, ({ tag }) => tag)
  if (tags.size === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('mesh.prices.none')}
      </Text>
    )
  return (
    <Stack gap="lg">
      {[...tags].map(([tag, rows]) => (
        <Tag key={tag} tag={tag} rows={rows} words={words} />
      ))}
    </Stack>
  )
}
