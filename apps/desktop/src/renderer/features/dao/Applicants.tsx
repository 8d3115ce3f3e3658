import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconUserEdit, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { Person } from '../../parts/Person.tsx'
import { When } from '../../parts/When.tsx'
import { AddMemberDialog } from './AddMemberDialog.tsx'
import type { Applicant, Dao } from './dao.ts'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import { TakeIn } from './TakeIn.tsx'

/** Who opened an invite and asks for a seat. The name is their own word; the account is what members decide on. */
export const Applicants = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.daos.applicants.queryOptions({ input: { space: dao.space } }))
  const [taking, setTaking] = useState<Applicant | null>(null)
  const [replacing, setReplacing] = useState<Applicant | null>(null)
  const rows = query.data ?? []
  if (rows.length === 0) return null
  return (
    <Box component="section" aria-label={t('applicants.title')} px="md" pb="md">
      <Text size="sm" fw={600} mb={6}>
        {t('applicants.title')}
      </Text>
      <Stack gap="sm">
        {rows.map((row) => (
          <Group key={row.account} justify="space-between" gap="xs">
            <Box style={{ minWidth: 0, flex: '1 1 10rem' }}>
              <Person account={row.account} name={row.name} size={24} />
              <Group gap={6}>
                <Text size="xs" ff="monospace">
                  {shortAddress(row.account)}
                </Text>
                <Text size="xs" c="dimmed">
                  {t('applicants.heard', { name: row.byName ?? shortAddress(row.by) })}
                </Text>
                <When at={row.at} size="xs" />
              </Group>
              {dao.memberRows.some(({ name, removed }) => !removed && name === row.name) && (
                <Text size="xs" fw={550} c="var(--warn)">
                  {t('applicants.sameName')}
                </Text>
              )}
            </Box>
            {row.decision === null && dao.deployed === 'final' && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconUserEdit size={15} aria-hidden />}
                onClick={() => setReplacing(row)}
                aria-label={t('applicants.replaceNamed', { name: row.name })}
              >
                {t('applicants.replace')}
              </Button>
            )}
            <TakeIn
              dao={dao}
              decision={row.decision}
              name={row.name}
              icon={<IconUserPlus size={15} aria-hidden />}
              onTake={() => setTaking(row)}
            />
          </Group>
        ))}
        <Text size="xs" c="dimmed">
          {t('applicants.about')}
        </Text>
      </Stack>
      {replacing !== null && (
        <ReplaceDialog key={replacing.account} dao={dao} member={null} applicant={replacing} onClose={() => setReplacing(null)} />
      )}
      {taking !== null && <AddMemberDialog key={taking.account} dao={dao} applicant={taking} opened onClose={() => setTaking(null)} />}
    </Box>
  )
}
