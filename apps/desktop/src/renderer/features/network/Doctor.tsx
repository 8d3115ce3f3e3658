import { oneRowPerPerson } from '@daomesh/node/contract'
import { Box, Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconStethoscope } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Section } from '../../parts/Section.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { FindingText } from './FindingText.tsx'
import { MemberDoctor } from './MemberDoctor.tsx'

/** What is wrong on this machine, and member by member why somebody is not seen. */
export const Doctor = () => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const cache = useQueryClient()
  const options = queries.network.diagnose.queryOptions({ input: { probe: false } })
  const query = useQuery({ ...options, refetchInterval: 10_000 })
  const check = useMutation({
    mutationFn: () => client.network.diagnose({ probe: true }),
    onSuccess: (found) => cache.setQueryData(options.queryKey, found),
  })
  return (
    <Section
      title={t('doctor.title')}
      padded={false}
      aside={
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconStethoscope size={14} aria-hidden />}
          loading={check.isPending}
          onClick={() => check.mutate()}
        >
          {t('doctor.check')}
        </Button>
      }
    >
      {check.error !== null && <ErrorNotice error={check.error} />}
      {check.isPending && (
        <Box px="md" pt="sm">
          <Waiting what={t('doctor.checking')} />
        </Box>
      )}
      <Loaded query={query}>
        {({ findings, members }) => (
          <>
            {findings.length > 0 && (
              <Stack gap="md" p="md">
                <Text size="xs" c="dimmed">
                  {t('doctor.here')}
                </Text>
                {findings.map((finding) => (
                  <FindingText key={`${finding.code} ${finding.space}`} finding={finding} />
                ))}
              </Stack>
            )}
            <div className="rows">
              {oneRowPerPerson(members).map((member) => (
                <MemberDoctor key={`${member.space} ${member.account} ${member.name}`} member={member} />
              ))}
            </div>
            <Text size="sm" c="dimmed" p="md" aria-live="polite">
              {members.length === 0
                ? t('doctor.nobody')
                : findings.length === 0 && members.every(({ seen, findings: found }) => seen && found.length === 0)
                  ? t('doctor.well')
                  : t('doctor.about')}
            </Text>
          </>
        )}
      </Loaded>
    </Section>
  )
}
