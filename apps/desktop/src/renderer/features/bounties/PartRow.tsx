import { Alert, Box, Button, Checkbox, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { SafeMarkdown } from '../../parts/SafeMarkdown.tsx'
import { Deadline } from '../../parts/Deadline.tsx'
import type { Bounty, Move, Part } from './bounties.ts'
import { Figure } from './Figure.tsx'
import { LeafPill } from './LeafPill.tsx'
import { Party } from './Party.tsx'
import classes from './bounties.module.css'

type PartRowProps = {
  readonly bounty: Bounty
  readonly part: Part
  /** null: it is not this member's to accept. */
  readonly chosen: boolean | null
  readonly choose: (chosen: boolean) => void
  readonly act: (move: Move) => void
}

/** Offered beside a part; accepting is done by choosing, paying by one button for all. */
const besideIt = new Set<Move['move']>(['split', 'object', 'contest', 'rule', 'redirect', 'free', 'deliver'])

/** One node of the tree: who does it, what it gets, passes on and keeps, where it stands, and what one may do with it. */
export const PartRow = ({ bounty, part, chosen, choose, act }: PartRowProps) => {
  const { t } = useTranslation()
  const leaf = bounty.leaves.find(({ node }) => node === part.node)
  const moves = bounty.moves.filter(({ node, move }) => node === part.node && besideIt.has(move))
  const title = part.title ?? (part.depth === 0 ? bounty.title : t('bounties.parts.untitled'))
  return (
    <Box component="li" className={classes.node ?? ''} style={{ '--depth': part.depth } as CSSProperties}>
      <Group gap="sm" wrap="nowrap" align="flex-start" className={part.depth > 0 ? classes.below : undefined} style={{ minWidth: 0 }}>
        {chosen !== null && (
          <Checkbox
            mt={2}
            aria-label={t('bounties.parts.choose', { title })}
            checked={chosen}
            onChange={(event) => choose(event.currentTarget.checked)}
          />
        )}
        <Stack gap={2} style={{ minWidth: 0 }}>
          <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
            <VisuallyHidden>{t('bounties.parts.level', { level: part.depth + 1 })} </VisuallyHidden>
            <bdi>{title}</bdi>
          </Text>
          <Party account={part.payee} size={18} />
        </Stack>
      </Group>
      <Stack gap={4} align="flex-end">
        <div className={classes.figures}>
          <Figure label={t('bounties.parts.gets')} token={bounty.token} units={part.amount} />
          {BigInt(part.committed) > 0n && (
            <>
              <Figure label={t('bounties.parts.passesOn')} token={bounty.token} units={part.committed} />
              <Figure label={t('bounties.parts.keeps')} token={bounty.token} units={part.margin} />
            </>
          )}
        </div>
        {leaf !== undefined && (
          <Group gap="sm">
            {leaf.at > 0 && leaf.state !== 'paid' && bounty.status === 'released' && (
              <Text size="xs" c="dimmed" component="div">
                {t('bounties.step.until')} <Deadline seconds={leaf.at} size="xs" />
              </Text>
            )}
            <LeafPill leaf={leaf} />
          </Group>
        )}
      </Stack>
      {!part.anchored && (
        <Alert
          className={classes.wide ?? ''}
          color="amber"
          variant="light"
          p="xs"
          icon={<IconAlertTriangle size={17} />}
          title={t('bounties.parts.notSafe')}
        >
          {t('bounties.parts.notSafeAbout')}
        </Alert>
      )}
      {part.depth > 0 && part.terms !== null && part.terms.brief !== '' && (
        <details className={`${classes.more} ${classes.wide}`}>
          <summary>{t('bounties.parts.brief')}</summary>
          <SafeMarkdown>{part.terms.brief}</SafeMarkdown>
        </details>
      )}
      {moves.length > 0 && part.depth > 0 && (
        <Group gap="xs" className={classes.wide ?? ''} justify="flex-end">
          {moves.map((move) =>
            move.move === 'split' ? (
              <Button
                key={move.move}
                component={Link}
                to={`/bounties/${bounty.bounty}/split?node=${part.node}`}
                size="compact-sm"
                variant="default"
              >
                {t('bounties.do.split')}
              </Button>
            ) : (
              <Button key={move.move} size="compact-sm" variant="default" onClick={() => act(move)}>
                {t(`bounties.do.${move.move}`)}
              </Button>
            ),
          )}
        </Group>
      )}
    </Box>
  )
}
