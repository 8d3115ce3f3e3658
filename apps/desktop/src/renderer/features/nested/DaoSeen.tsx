import { Alert, Box, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconBuildingCommunity, IconFileCode } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Person } from '../../parts/Person.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { RulesInWords } from '../dao/RulesInWords.tsx'

/** Whether an account is a DAO, as the chain says. */
export const useAccountSeen = (account: string | null) => {
  const { queries } = useApi()
  return useQuery({ ...queries.daos.account.queryOptions({ input: { account: account ?? '' } }), enabled: account !== null })
}

type DaoSeenProps = {
  readonly query: ReturnType<typeof useAccountSeen>
  /** It gives the seat, instead of taking it. */
  readonly isOuter?: boolean
}

/** Who is in a DAO, and by which rule it would answer: what a person should know before giving it a seat, or asking it for one. */
export const DaoSeen = ({ query, isOuter = false }: DaoSeenProps) => {
  const { t } = useTranslation()
  if (query.isFetching) return <Waiting what={t('nested.looking')} />
  if (query.error !== null) return <ErrorNotice error={query.error} />
  const dao = query.data?.dao
  if (query.data?.kind === 'contract')
    return (
      <Alert color="amber" variant="light" icon={<IconFileCode size={18} />}>
        {t('nested.contract')}
      </Alert>
    )
  if (dao === null || dao === undefined) return null
  return (
    <Box className="card" p="md" aria-live="polite">
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap">
          <IconBuildingCommunity size={19} aria-hidden style={{ flex: 'none' }} color="var(--mantine-color-anchor)" />
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {t('nested.isDao', { name: dao.name, count: dao.members.length })}
          </Text>
        </Group>
        <Text size="sm" c="dimmed">
          {t(isOuter ? 'nested.isOuterAbout' : 'nested.isDaoAbout')}
        </Text>
        <Group component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('nested.membersOf', { name: dao.name })}>
          {dao.members.map(({ account, name, power }) => (
            <Group key={account} component="li" gap={6} wrap="nowrap">
              <Person account={account} name={name} size={20} />
              <Text size="sm" c="dimmed" className="numbers">
                {t('nested.power', { power })}
              </Text>
            </Group>
          ))}
        </Group>
        <details>
          <Text component="summary" size="sm" fw={600} style={{ cursor: 'pointer' }}>
            {t('nested.rulesOf', { name: dao.name })}
          </Text>
          <Box mt="xs">
            <RulesInWords rules={dao.rules} members={dao.members.length} />
          </Box>
        </details>
      </Stack>
    </Box>
  )
}
