import { Alert, Group, Stack, Text } from '@mantine/core'
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

/** Who would come in with a DAO, and by which rule it would answer: what a person should know before giving it a seat. */
export const DaoSeen = ({ query }: { readonly query: ReturnType<typeof useAccountSeen> }) => {
  const { t } = useTranslation()
  if (query.isFetching) return <Waiting what={t('nested.looking')} />
  if (query.error !== null) return <ErrorNotice error={query.error} />
  const dao = query.data?.dao
  if (query.data?.kind === 'contract')
    return (
      <Alert color="yellow" variant="light" icon={<IconFileCode size={18} />}>
        {t('nested.contract')}
      </Alert>
    )
  if (dao === null || dao === undefined) return null
  return (
    <Alert
      color="blue"
      variant="light"
      icon={<IconBuildingCommunity size={18} />}
      title={t('nested.isDao', { name: dao.name, count: dao.members.length })}
    >
      <Stack gap="sm">
        <Text size="sm">{t('nested.isDaoAbout')}</Text>
        <Group component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('nested.membersOf', { name: dao.name })}>
          {dao.members.map(({ account, name, power }) => (
            <Group key={account} component="li" gap={6} wrap="nowrap">
              <Person account={account} name={name} size={20} />
              <Text size="sm" className="numbers">
                {t('nested.power', { power })}
              </Text>
            </Group>
          ))}
        </Group>
        <RulesInWords rules={dao.rules} members={dao.members.length} />
      </Stack>
    </Alert>
  )
}
