import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** How many units each member divides. */
export const AllocationInput = (props: NumberInputProps) => {
  const { t } = useTranslation()
  return (
    <NumberInput
      label={t('budgets.allocation')}
      description={t('budgets.allocationAbout')}
      min={1}
      max={1_000_000}
      allowDecimal={false}
      {...props}
    />
  )
}
