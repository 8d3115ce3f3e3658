import { Button, Stack, Text } from '@mantine/core'
import { IconReplace } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Section } from '../../parts/Section.tsx'
import type { Proposal } from './isUnderWay.ts'

type ProposeAgainProps = { readonly space: string; readonly proposal: Proposal }

/** What can be done with a proposal that can never be carried out: the same text and payments, to a new vote. */
export const ProposeAgain = ({ space, proposal }: ProposeAgainProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const navigate = useNavigate()
  const resubmit = useCommand(
    client.proposals.resubmit,
    ({ decision }) => void navigate({ to: '/dao/$space/proposals/$decision', params: { space, decision } }),
  )
  return (
    <Section title={t('proposeAgain.title')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{t('proposeAgain.about')}</Text>
        {resubmit.error !== null && <ErrorNotice error={resubmit.error} />}
        <Button
          leftSection={<IconReplace size={16} aria-hidden />}
          loading={resubmit.isPending}
          onClick={() => resubmit.mutate({ space, decision: proposal.decision })}
        >
          {t('proposeAgain.go')}
        </Button>
      </Stack>
    </Section>
  )
}
