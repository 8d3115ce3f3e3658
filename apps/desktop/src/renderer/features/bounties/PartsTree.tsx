import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconThumbUp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../parts/Section.tsx'
import { AcceptChosen } from './acts/AcceptChosen.tsx'
import { MoveDialog } from './acts/MoveDialog.tsx'
import type { Bounty, Move } from './bounties.ts'
import { PartRow } from './PartRow.tsx'
import classes from './bounties.module.css'

/** The pyramid below a bounty, from the top down: who gets, passes on and keeps how much. Parts are chosen to be accepted together. */
export const PartsTree = ({ bounty }: { readonly bounty: Bounty }) => {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [doing, setDoing] = useState<Move | null>(null)
  const [accepting, setAccepting] = useState<readonly Move[] | null>(null)
  const acceptable = bounty.moves.filter(({ move }) => move === 'acceptLeaf')
  const ownerOf = ({ node }: Move): string | null => bounty.margins.find((part) => part.node === node)?.owner ?? null
  const chosenMoves = acceptable.filter(({ node }) => node !== null && chosen.has(node))
  // One acceptance is of parts that one owner split off; what is chosen beside them stays chosen.
  const picked = chosenMoves.filter((move) => move.as === chosenMoves[0]?.as && ownerOf(move) === ownerOf(chosenMoves[0] ?? move))
  const choose = (node: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(node)
    else next.delete(node)
    setChosen(next)
  }
  if (bounty.margins.length < 2) return null
  return (
    <Section
      title={t('bounties.parts.title')}
      padded={false}
      aside={
        acceptable.length > 0 && (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() =>
                setChosen(new Set(chosenMoves.length === acceptable.length ? [] : acceptable.flatMap(({ node }) => node ?? [])))
              }
            >
              {t(chosenMoves.length === acceptable.length ? 'bounties.parts.none' : 'bounties.parts.all')}
            </Button>
            <Button
              size="compact-sm"
              leftSection={<IconThumbUp size={14} aria-hidden />}
              disabled={picked.length === 0}
              onClick={() => setAccepting(picked)}
            >
              {t('bounties.parts.accept', { count: picked.length })}
            </Button>
          </Group>
        )
      }
    >
      {!bounty.safe && (
        <Alert radius={0} color="amber" variant="light" icon={<IconAlertTriangle size={18} />} title={t('bounties.parts.notSafe')}>
          <Text size="sm">{t('bounties.parts.notSafeAbout')}</Text>
        </Alert>
      )}
      {bounty.safe && bounty.status !== 'released' && (
        <Group gap={7} wrap="nowrap" px="md" py="xs" c="var(--for)" aria-live="polite">
          <IconCircleCheck size={17} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={550}>
            {t('bounties.parts.safe')}
          </Text>
        </Group>
      )}
      {bounty.margins.some(({ depth, title }) => depth > 0 && title === null) && (
        <Text size="sm" c="dimmed" px="md" py="xs">
          {t('bounties.parts.untitledAbout')}
        </Text>
      )}
      <ul className={classes.tree}>
        {bounty.margins.map((part) => (
          <PartRow
            key={part.node}
            bounty={bounty}
            part={part}
            chosen={acceptable.some(({ node }) => node === part.node) ? chosen.has(part.node) : null}
            choose={(on) => choose(part.node, on)}
            act={setDoing}
          />
        ))}
      </ul>
      {doing !== null && <MoveDialog bounty={bounty} move={doing} onClose={() => setDoing(null)} />}
      {accepting !== null && (
        <AcceptChosen
          bounty={bounty}
          moves={accepting}
          onClose={() => {
            setChosen(new Set([...chosen].filter((node) => !accepting.some((move) => move.node === node))))
            setAccepting(null)
          }}
        />
      )}
    </Section>
  )
}
