import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Partnership } from './partnerships.ts'

type MajorityWarningProps = {
  readonly deal: Partnership
  /** Power as written, whole or not yet. */
  readonly gives: { readonly issuerGives: string; readonly hunterGives: string }
}

/** Whether this much power for the partner is more than all the others have. */
const decidesAlone = (gives: string, others: string | null): boolean =>
  others !== null && /^\d{1,19}$/.test(gives) && BigInt(gives) > BigInt(others)

/** Where power is counted: says that the partner would have more than half of it. Nobody is kept from that, but nobody should overlook it. */
export const MajorityWarning = ({ deal, gives }: MajorityWarningProps) => {
  const { t } = useTranslation()
  return (['issuer', 'hunter'] as const)
    .filter((side) => decidesAlone(gives[`${side}Gives`], deal.others[side]))
    .map((side) => (
      <Alert key={side} color="amber" variant="light" icon={<IconAlertTriangle size={18} />}>
        {t('partnerships.majority', {
          giver: deal[side].name,
          taker: deal[side === 'issuer' ? 'hunter' : 'issuer'].name,
          power: gives[`${side}Gives`],
          others: deal.others[side],
        })}
      </Alert>
    ))
}
