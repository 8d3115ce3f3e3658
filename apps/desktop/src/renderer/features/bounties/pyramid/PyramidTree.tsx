import { Anchor, Box, Checkbox, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Figure } from '../Figure.tsx'
import { Party } from '../Party.tsx'
import classes from '../bounties.module.css'
import { mayChoose, type Pyramid, type PyramidRow } from './pyramid.ts'
import { PyramidPill } from './PyramidPill.tsx'

type PyramidTreeProps = {
  readonly pyramid: Pyramid
  /** null: nothing is to be chosen now. */
  readonly chosen: ReadonlySet<string> | null
  readonly turn: (key: string) => void
}

const Line = ({ row, pyramid, chosen, turn }: PyramidTreeProps & { readonly row: PyramidRow }) => {
  const { t } = useTranslation()
  const { token } = pyramid.agreement
  const title = row.title ?? t('bounties.parts.untitled')
  const isChosen = chosen?.has(row.key) === true
  return (
    <Box component="li" className={classes.node ?? ''} style={{ '--depth': row.depth } as CSSProperties}>
      <Group gap="sm" wrap="nowrap" align="flex-start" className={classes.below} style={{ minWidth: 0 }}>
        {row.part !== null && chosen !== null && (
          <Checkbox
            mt={2}
            aria-label={t('bounties.parts.choose', { title })}
            checked={isChosen}
            disabled={!mayChoose(row)}
            onChange={() => turn(row.key)}
          />
        )}
        <Stack gap={2} style={{ minWidth: 0 }}>
          <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
            <VisuallyHidden>{t('bounties.parts.level', { level: row.depth + 1 })} </VisuallyHidden>
            {row.deal === null ? (
              <bdi>{title}</bdi>
            ) : (
              <Anchor component={Link} to={`/deals/${row.deal}`} inherit c="inherit">
                <bdi>{title}</bdi>
              </Anchor>
            )}
          </Text>
          <Party account={row.payee} size={18} />
        </Stack>
      </Group>
      <Stack gap={4} align="flex-end">
        <div className={classes.figures}>
          <Figure label={t('bounties.parts.gets')} token={token} units={row.amount} />
          {BigInt(row.passesOn) > 0n && (
            <>
              <Figure label={t('bounties.parts.passesOn')} token={token} units={row.passesOn} />
              <Figure label={t('bounties.parts.keeps')} token={token} units={row.keeps} />
            </>
          )}
        </div>
        <PyramidPill state={row.state} />
      </Stack>
      {isChosen && row.part?.ready === false && (
        <Text size="sm" c="var(--warn)" className={classes.wide}>
          {t('bounties.pyramid.without')}
        </Text>
      )}
    </Box>
  )
}

/** Everything below a bounty, from the top down: who does it, for how much, what each passes on and keeps, and how far it is on its way to the chain. */
export const PyramidTree = (props: PyramidTreeProps) => {
  const { t } = useTranslation()
  const { pyramid } = props
  const { agreement, rows, title } = pyramid
  return (
    <ul className={classes.tree} aria-label={t('bounties.pyramid.tree')}>
      <Box component="li" className={classes.node ?? ''} style={{ '--depth': 0 } as CSSProperties}>
        <Stack gap={2}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            <bdi>{title ?? t('bounties.parts.untitled')}</bdi>
          </Text>
          <Party account={agreement.hunter} size={18} />
        </Stack>
        <div className={classes.figures}>
          <Figure label={t('bounties.parts.gets')} token={agreement.token} units={agreement.amount} />
        </div>
      </Box>
      {rows.map((row) => (
        <Line key={row.key} {...props} row={row} />
      ))}
    </ul>
  )
}
