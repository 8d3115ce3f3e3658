import { Box, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { readAddress } from '../../../format/checksumAddress.ts'
import { Section } from '../../../parts/Section.tsx'
import type { Bounty } from '../bounties.ts'
import { useMoney } from '../useMoney.ts'
import { useNames } from '../useNames.ts'
import { type PartDraft, unitsOf } from './splitPlan.ts'

type SplitTreeProps = { readonly bounty: Bounty; readonly at: string; readonly parts: readonly PartDraft[]; readonly decimals: number }
type Line = {
  readonly key: string
  readonly depth: number
  readonly title: string
  readonly who: string
  readonly amount: string
  readonly fresh: boolean
}

/** What the pyramid becomes: what is there, and the new parts in their place. */
export const TreePreview = ({ bounty, at, parts, decimals }: SplitTreeProps) => {
  const { t } = useTranslation()
  const { say } = useMoney()
  const { call } = useNames()
  const lines: Line[] = []
  const { margins, token } = bounty
  const here = margins.find(({ node }) => node === at)
  const last = margins.findLastIndex((row, index) => {
    const from = margins.findIndex(({ node }) => node === at)
    return index >= from && (index === from || margins.slice(from + 1, index + 1).every(({ depth }) => depth > (here?.depth ?? 0)))
  })
  for (const [index, row] of margins.entries()) {
    lines.push({
      key: row.node,
      depth: row.depth,
      title: row.title ?? (row.depth === 0 ? bounty.title : t('bounties.parts.untitled')),
      who: call(row.payee),
      amount: say(token, row.amount),
      fresh: false,
    })
    if (index !== last) continue
    for (const part of parts) {
      const payee = readAddress(part.payee)
      const units = unitsOf(part, decimals)
      lines.push({
        key: part.key,
        depth: (here?.depth ?? 0) + 1,
        title: part.title.trim() === '' ? t('bounties.parts.untitled') : part.title,
        who: payee === null ? t('bounties.split.nobody') : call(payee),
        amount: units === null ? t('bounties.split.noAmount') : say(token, units),
        fresh: true,
      })
    }
  }
  return (
    <Stack component="ul" gap={10} m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('bounties.split.tree')}>
      {lines.map(({ key, depth, title, who, amount, fresh }) => (
        <Box key={key} component="li" style={{ paddingInlineStart: 'calc(var(--depth) * 16px)', '--depth': depth } as CSSProperties}>
          <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
            <Text size="sm" fw={fresh ? 600 : 500} truncate>
              <VisuallyHidden>{t('bounties.parts.level', { level: depth + 1 })} </VisuallyHidden>
              <bdi>{title}</bdi>
            </Text>
            <Text size="sm" className="numbers" style={{ flex: 'none' }}>
              {amount}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" truncate>
            {fresh ? t('bounties.split.fresh', { who }) : who}
          </Text>
        </Box>
      ))}
    </Stack>
  )
}

/** The same as a section of the screen. */
export const SplitTree = (props: SplitTreeProps) => {
  const { t } = useTranslation()
  return (
    <Section title={t('bounties.split.tree')}>
      <TreePreview {...props} />
    </Section>
  )
}
