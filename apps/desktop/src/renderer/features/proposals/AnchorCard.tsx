import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAnchor } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { HashText } from '../../parts/HashText.tsx'
import { Section } from '../../parts/Section.tsx'
import { SigningNotice } from '../../parts/SigningNotice.tsx'
import { AnchorSteps } from './AnchorSteps.tsx'
import { isOver } from './isUnderWay.ts'
import type { Proposal } from './isUnderWay.ts'

type AnchorCardProps = { readonly space: string; readonly proposal: Proposal }

/** Carrying a decision out: anybody may send it once enough have signed For. Done only when the chain says so. */
export const AnchorCard = ({ space, proposal }: AnchorCardProps) => {
  const { t, i18n } = useTranslation()
  const { client } = useApi()
  const enact = useCommand(client.proposals.enact)
  const { anchor, tally, decision } = proposal
  const idle = anchor.state === 'none' || anchor.state === 'failed'
  return (
    <Section title={t('anchor.title')}>
      <Stack gap="md">
        {anchor.state === 'none' ? (
          <Text size="sm" c="dimmed">
            {isOver(proposal.state) ? t('anchor.never') : tally.enactable ? t('anchor.ready') : t('anchor.notYet')}
          </Text>
        ) : (
          <AnchorSteps state={anchor.state} />
        )}
        {anchor.transaction !== null && <HashText label={t('transactions.hash')} value={anchor.transaction} />}
        {anchor.gas !== null && (
          <Text size="sm" c="dimmed" className="numbers">
            {t('anchor.gas', { gas: new Intl.NumberFormat(i18n.language).format(BigInt(anchor.gas)) })}
          </Text>
        )}
        {anchor.error !== null && <ErrorNotice error={anchor.error} />}
        {enact.isPending && <SigningNotice what={t('anchor.waiting')} />}
        {enact.error !== null && <ErrorNotice error={enact.error} />}
        {idle && tally.enactable && (
          <Group>
            <Button
              leftSection={<IconAnchor size={16} aria-hidden />}
              loading={enact.isPending}
              onClick={() => enact.mutate({ space, decisions: [decision] })}
            >
              {anchor.state === 'failed' ? t('anchor.again') : t('anchor.go')}
            </Button>
          </Group>
        )}
      </Stack>
    </Section>
  )
}
