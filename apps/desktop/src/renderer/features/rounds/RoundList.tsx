import { Button, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconSeeding } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Deadline } from '../../parts/Deadline.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Portions } from '../../parts/Portions.tsx'
import { Section } from '../../parts/Section.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useNames } from '../bounties/useNames.ts'
import { OpenRoundDialog } from './OpenRoundDialog.tsx'
import { OwnContributions } from './OwnContributions.tsx'
import { RoundPill } from './RoundPill.tsx'
import type { RoundRow } from './rounds.ts'

const Row = ({ row }: { readonly row: RoundRow }) => {
  const { t } = useTranslation()
  const { call } = useNames()
  return (
    <Link to="/confederation/rounds/$round" params={{ round: row.round }} className="row">
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Stack gap={2} miw={0}>
          <Text fw={550} truncate>
            <bdi>{row.title ?? t('rounds.of', { name: call(row.confederation) })}</bdi>
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {t('rounds.of', { name: call(row.confederation) })}
            {row.gave && ` · ${t('rounds.youGave')}`}
          </Text>
        </Stack>
        <Group gap="md" wrap="nowrap" style={{ flex: 'none' }}>
          {row.status === 'contributing' && <Deadline seconds={row.closesAt} size="xs" />}
          <Stack gap={0} align="flex-end" visibleFrom="sm">
            <Sum token={row.token} units={row.contributed} fw={600} />
            <Text size="xs" c="dimmed" component="div">
              {t('rounds.pool')} <Sum size="xs" token={row.token} units={row.pool} />
            </Text>
          </Stack>
          <RoundPill status={row.status} />
        </Group>
      </Group>
    </Link>
  )
}

/** Rounds of public goods of this chain, newest first, and what this member gave. */
export const RoundList = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { daos } = useMine()
  const [opening, dialog] = useDisclosure(false)
  const query = useQuery(queries.rounds.list.queryOptions())
  const open = daos.length > 0 && (
    <Button size="xs" leftSection={<IconSeeding size={15} aria-hidden />} onClick={dialog.open}>
      {t('rounds.open.button')}
    </Button>
  )
  return (
    <Stack gap="xl">
      <Section title={t('rounds.title')} padded={false} aside={open}>
        <Loaded query={query} what={t('rounds.reading')}>
          {(list) =>
            list.length === 0 ? (
              <Nothing icon={<IconSeeding size={28} stroke={1.5} />} title={t('rounds.noneTitle')} teach={t('rounds.noneTeach')} />
            ) : (
              <div className="rows">
                <Portions rows={list.toReversed()}>{(row) => <Row key={row.round} row={row} />}</Portions>
              </div>
            )
          }
        </Loaded>
      </Section>
      <OwnContributions />
      {opening && <OpenRoundDialog onClose={dialog.close} />}
    </Stack>
  )
}
