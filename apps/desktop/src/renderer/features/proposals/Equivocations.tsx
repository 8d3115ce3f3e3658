import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import type { Proposal } from './isUnderWay.ts'

/** A member signed two contradicting ballots under one number: both are kept as proof, and everybody is told. */
export const Equivocations = ({ proposal }: { readonly proposal: Proposal }) => {
  const { t } = useTranslation()
  if (proposal.equivocations.length === 0) return null
  const nameOf = (account: string): string => proposal.ballotRows.find((row) => row.account === account)?.name ?? shortAddress(account)
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={t('equivocation.title')}>
      <Text size="sm" mb={4}>
        {t('equivocation.about')}
      </Text>
      <List size="sm">
        {proposal.equivocations.map(({ account, revision }) => (
          <List.Item key={`${account}${revision}`}>{t('equivocation.one', { name: nameOf(account), revision })}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
