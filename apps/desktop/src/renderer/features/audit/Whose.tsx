import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Person } from '../../parts/Person.tsx'

type WhoseProps = { readonly account: string | null; readonly name: string | null }

/** Whose record, log or key it is; its log may not prove that. */
export const Whose = ({ account, name }: WhoseProps) => {
  const { t } = useTranslation()
  return account === null ? (
    <Text size="sm" c="dimmed">
      {t('audit.unknown')}
    </Text>
  ) : (
    <Person account={account} name={name} />
  )
}
