import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { AddressText } from '../../parts/AddressText.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { type ProjectsProps, type RoundProject, totalOf, widthOf } from './rounds.ts'
import classes from './rounds.module.css'

type LineProps = Omit<ProjectsProps, 'page' | 'then'> & {
  readonly project: RoundProject
  readonly place: number
  readonly name: string
  readonly token: string
  readonly whole: bigint
  /** With the gift that one thinks of; null: none. */
  readonly then: RoundProject | null
}

const Line = ({ project, place, name, token, whole, then, onGive }: LineProps) => {
  const { t } = useTranslation()
  const heading = useId()
  const isChanged = then !== null && totalOf(then) !== totalOf(project)
  return (
    <Box component="li" p="md" style={{ listStyle: 'none' }} aria-labelledby={heading}>
      <Stack gap={8}>
        <Group justify="space-between" wrap="nowrap" align="flex-start" gap="md">
          <Box style={{ minWidth: 0 }}>
            <Text fw={600} id={heading} style={{ overflowWrap: 'anywhere' }}>
              <bdi>{name}</bdi>
            </Text>
            <AddressText address={project.payee} face />
          </Box>
          <Stack gap={0} align="flex-end" style={{ flex: 'none' }}>
            <Sum token={token} units={totalOf(project).toString()} fw={650} />
            {isChanged && (
              <Group gap={5} wrap="nowrap">
                <Text size="xs" c="dimmed">
                  {t('rounds.withYours')}
                </Text>
                <Sum token={token} units={totalOf(then).toString()} size="xs" fw={650} />
              </Group>
            )}
          </Stack>
        </Group>
        {project.words !== null && project.words.about !== '' && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {project.words.about}
          </Text>
        )}
        <div className={classes['bar']} aria-hidden>
          <span className={classes['given']} style={{ width: widthOf(project.contributed, whole) }} />
          <span className={classes['matched']} style={{ width: widthOf(project.matched, whole) }} />
        </div>
        {isChanged && (
          <div className={classes['bar']} aria-hidden>
            <span className={classes['given']} style={{ width: widthOf(then.contributed, whole), opacity: 0.55 }} />
            <span className={classes['matched']} style={{ width: widthOf(then.matched, whole), opacity: 0.55 }} />
          </div>
        )}
        <Group justify="space-between" gap="md">
          <Text size="xs" c="dimmed" component="div">
            {t('rounds.givenBy', { count: project.seats })} <Sum size="xs" token={token} units={project.contributed} />
            {' · '}
            {t('rounds.matchedWith')} <Sum size="xs" token={token} units={project.matched} />
            {project.paid && ` · ${t('rounds.paid')}`}
          </Text>
          {onGive !== null && (
            <Button
              size="xs"
              variant="light"
              leftSection={<IconHeartHandshake size={15} aria-hidden />}
              aria-label={t('rounds.giveTo', { name })}
              onClick={() => onGive(place)}
            >
              {t('rounds.give')}
            </Button>
          )}
        </Group>
      </Stack>
    </Box>
  )
}

/** Each project as a bar: what was given, and behind it what the pool adds; with a gift that one thinks of as a second bar. */
export const ProjectBars = ({ page, then, nameOf, onGive }: ProjectsProps) => {
  const { t } = useTranslation()
  const rows = [...page.projects, ...(then ?? [])]
  const whole = rows.map(totalOf).reduce((a, b) => (a > b ? a : b), 0n)
  return (
    <>
      <Group gap="md" px="md" pt="sm" aria-hidden>
        {(['given', 'matched'] as const).map((part) => (
          <Group key={part} gap={6}>
            <span className={`${classes['key'] ?? ''} ${classes[part] ?? ''}`} />
            <Text size="xs" c="dimmed">
              {t(`rounds.legend.${part}`)}
            </Text>
          </Group>
        ))}
      </Group>
      <ul className="rows" style={{ margin: 0, padding: 0 }}>
        {page.projects.map((project, place) => (
          <Line
            key={place}
            project={project}
            place={place}
            name={nameOf(place)}
            nameOf={nameOf}
            token={page.token}
            whole={whole}
            then={then?.[place] ?? null}
            onGive={onGive}
          />
        ))}
      </ul>
    </>
  )
}
