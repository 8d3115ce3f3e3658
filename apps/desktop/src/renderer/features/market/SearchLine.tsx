import { Group, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type SearchLineProps<S extends string> = {
  readonly hint: string
  readonly typed: string
  readonly onType: (text: string) => void
  readonly sort: S
  readonly sorts: readonly { readonly value: S; readonly label: string }[]
  readonly onSort: (sort: S) => void
}

/** What one looks for on a shelf of the market, and in which order it comes. */
export const SearchLine = <S extends string>({ hint, typed, onType, sort, sorts, onSort }: SearchLineProps<S>) => {
  const { t } = useTranslation()
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <TextInput
        type="search"
        style={{ flex: 1 }}
        label={t('market.search')}
        placeholder={hint}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <Select
        w={170}
        label={t('market.sort.label')}
        allowDeselect={false}
        data={[...sorts]}
        value={sort}
        onChange={(value) => onSort(sorts.find((one) => one.value === value)?.value ?? sort)}
      />
    </Group>
  )
}
