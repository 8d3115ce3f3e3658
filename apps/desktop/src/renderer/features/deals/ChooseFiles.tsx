import { Checkbox, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import type { Deal } from './deals.ts'

type ChooseFilesProps = { readonly deal: Deal; readonly value: string[]; readonly onChange: (hashes: string[]) => void }

/** Which of the deal's files belong to the terms. Nothing where the deal has none. */
export const ChooseFiles = ({ deal, value, onChange }: ChooseFilesProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const { data: rows = [] } = useQuery(queries.files.list.queryOptions({ input: { space: deal.space } }))
  const named = [...new Map(rows.flatMap(({ hash, name, withdrawn }) => (hash === null || withdrawn ? [] : [[hash, name] as const])))]
  if (named.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('deals.form.noFiles')}
      </Text>
    )
  return (
    <Checkbox.Group label={t('deals.form.files')} value={value} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {named.map(([hash, name]) => (
          <Checkbox key={hash} value={hash} label={<bdi>{name}</bdi>} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
