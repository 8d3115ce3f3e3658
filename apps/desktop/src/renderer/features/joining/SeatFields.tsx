import { Group, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ReasonField } from '../../parts/ReasonField.tsx'

export type SeatTerms = { readonly power: string; readonly shares: string; readonly reason: string }
export const firstTerms: SeatTerms = { power: '1', shares: '100', reason: '' }

/** Whether the chain can hold it: a seat has power, shares may be none. */
export const isSeat = ({ power, shares }: SeatTerms): boolean =>
  /^[1-9]\d{0,18}$/.test(power) && BigInt(power) < 1n << 64n && /^\d{1,30}$/.test(shares)

type SeatFieldsProps = { readonly terms: SeatTerms; readonly change: (terms: SeatTerms) => void }

/** Power, new shares and why: what both DAOs agree on. */
export const SeatFields = ({ terms, change }: SeatFieldsProps) => {
  const { t } = useTranslation()
  return (
    <>
      <Group grow align="flex-end">
        {(['power', 'shares'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`terms.${name}`)}
            description={t(`addMember.${name}About`)}
            inputMode="numeric"
            maxLength={30}
            value={terms[name]}
            onChange={(event) => change({ ...terms, [name]: event.currentTarget.value.trim() })}
            error={isSeat({ ...terms, [name === 'power' ? 'shares' : 'power']: '1' }) ? null : t(`addMember.fault.${name}`)}
          />
        ))}
      </Group>
      <ReasonField value={terms.reason} onChange={(reason) => change({ ...terms, reason })} />
    </>
  )
}
