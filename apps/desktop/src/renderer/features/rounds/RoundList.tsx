import { Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconSeeding } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Sum } from '../bounties/Sum.tsx'
import { useNames } from '../bounties/useNames.ts'
import { RoundPill } from './RoundPill.tsx'

/** Rounds of public goods of this chain, newest first. */
export const RoundList = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { call } = useNames()
  const query = useQuery(queries.rounds.list.queryOptions())
  return (
    <Loaded query={query} what={t('rounds.reading')}>
      {(list) => (
        <div className="card">
          {list.length === 0 ? (
            <Nothing icon={<IconSeeding size={28} stroke={1.5} />} title={t('rounds.noneTitle')} teach={t('rounds.noneTeach')} />
          ) : (
            <div className="rows">
              {list.toReversed().map((row) => (
                <Group key={row.round} className="row" justify="space-between" wrap="nowrap" gap="md">
                  <Stack gap={2} miw={0}>
                    <Text fw={550} truncate>
                      {t('rounds.of', { name: call(row.confederation) })}
                    </Text>
                    <Text size="xs" c="dimmed" component="div">
                      {t('rounds.pool')} <Sum size="xs" token={row.token} units={row.pool} />
                    </Text>
                  </Stack>
                  <RoundPill status={row.status} />
                </Group>
              ))}
            </div>
          )}
        </div>
      )}
    </Loaded>
  )
}
