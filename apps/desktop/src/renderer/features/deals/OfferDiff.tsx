import { Box, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowRight, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OfferRow, Side } from './deals.ts'
import { TermValue } from './TermValue.tsx'
import classes from './deals.module.css'

type Diff = NonNullable<OfferRow['diff']>
const arrows = { raised: IconArrowUp, lowered: IconArrowDown, replaced: IconArrowRight } as const
const marks = { same: ' ', removed: '−', added: '+' } as const

/** Equal lines far from a change tell nothing: two stay on each side of one. */
const nearChanges = (lines: NonNullable<Diff['brief']>['lines']) =>
  lines.flatMap((line, i) => (lines.slice(Math.max(0, i - 2), i + 3).some(({ kind }) => kind !== 'same') ? [{ line, i }] : []))

type OfferDiffProps = { readonly diff: Diff; readonly token: string; /** Whose offer it is compared with. */ readonly before: Side | null }

/** What changes against the offer before, term by term and line by line; never by colour alone. */
export const OfferDiff = ({ diff, token, before: side }: OfferDiffProps) => {
  const { t } = useTranslation()
  const [before, after] = diff.brief?.power ?? ['0', '0']
  const powerChange = BigInt(after) < BigInt(before) ? 'lowered' : 'raised'
  const PowerArrow = arrows[powerChange]
  const nothing = diff.terms.length === 0 && diff.brief === null && !diff.briefUnread
  return (
    <Stack gap={6} className={classes.diff ?? ''}>
      <Text size="xs" c="dimmed" fw={600}>
        {t(side === null ? 'deals.diff.title' : `deals.diff.against.${side}`)}
      </Text>
      {nothing && <Text size="sm">{t('deals.diff.nothing')}</Text>}
      {diff.terms.map(({ field, before, after, change }) => {
        const Arrow = arrows[change]
        return (
          <Group key={field} gap={8}>
            <Text size="sm" c="dimmed" w={150}>
              {t(`deals.terms.${field}`)}
            </Text>
            <Text component="del" size="sm" c="dimmed" className={classes.before ?? ''}>
              <TermValue field={field} value={before} token={token} />
            </Text>
            <Arrow size={14} aria-hidden />
            <VisuallyHidden>{t(`deals.diff.${change}`)}</VisuallyHidden>
            <ins className={classes.now}>
              <TermValue field={field} value={after} token={token} />
            </ins>
          </Group>
        )
      })}
      {diff.brief !== null && diff.brief.power !== null && (
        <Group gap={8}>
          <Text size="sm" c="dimmed" w={150}>
            {t('deals.promise.title')}
          </Text>
          <Text component="del" size="sm" c="dimmed" className={classes.before ?? ''}>
            {diff.brief.power[0]}
          </Text>
          <PowerArrow size={14} aria-hidden />
          <VisuallyHidden>{t(`deals.diff.${powerChange}`)}</VisuallyHidden>
          <ins className={classes.now}>
            <Text component="span" size="sm" className="numbers">
              {diff.brief.power[1]}
            </Text>
          </ins>
        </Group>
      )}
      {diff.briefUnread && <Text size="sm">{t('deals.diff.unread')}</Text>}
      {diff.brief !== null && (
        <Box component="figure" m={0} className={classes.lines} aria-label={t('deals.diff.brief')}>
          {nearChanges(diff.brief.lines).map(({ line, i }) => (
            <div key={i} className={classes[line.kind]}>
              <span aria-hidden>{marks[line.kind]} </span>
              {line.kind !== 'same' && <VisuallyHidden>{t(`deals.diff.${line.kind}`)}</VisuallyHidden>}
              {line.text === '' ? '\u00a0' : line.text}
            </div>
          ))}
        </Box>
      )}
    </Stack>
  )
}
