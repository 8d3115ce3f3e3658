import { Group, NumberInput, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortAddress } from '../../format/checksumAddress.ts'
import type { MeshMap, MeshFilter } from './mesh.ts'

type MeshFiltersProps = { readonly data: MeshMap; readonly filter: MeshFilter; readonly onChange: (filter: MeshFilter) => void }

const states = ['open', 'objected', 'settled'] as const
const day = 86_400
const spans = [7, 30, 90, 365] as const

/** What narrows the mesh, in every view alike. */
export const MeshFilters = ({ data, filter, onChange }: MeshFiltersProps) => {
  const { t } = useTranslation()
  const span = spans.find((days) => filter.since !== null && Math.abs(data.now - filter.since - days * day) < day)
  return (
    <Group gap="sm" align="flex-end">
      <Select
        w={124}
        label={t('mesh.filter.token')}
        placeholder={t('mesh.filter.all')}
        clearable
        data={data.tokens.map(({ token, symbol, known }) => ({ value: token, label: known ? symbol : shortAddress(token) }))}
        value={filter.token}
        onChange={(token) => onChange({ ...filter, token: data.tokens.find((one) => one.token === token)?.token ?? null })}
      />
      <Select
        w={134}
        label={t('mesh.filter.state')}
        placeholder={t('mesh.filter.all')}
        clearable
        data={states.map((value) => ({ value, label: t(`mesh.state.${value}`) }))}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: states.find((one) => one === state) ?? null })}
      />
      <Select
        w={134}
        label={t('mesh.filter.tag')}
        placeholder={t('mesh.filter.all')}
        clearable
        searchable
        data={data.tags.map(({ tag }) => tag)}
        value={filter.tag}
        onChange={(tag) => onChange({ ...filter, tag })}
      />
      <Select
        w={134}
        label={t('mesh.filter.time')}
        placeholder={t('mesh.filter.all')}
        clearable
        data={spans.map((days) => ({ value: String(days), label: t('mesh.filter.days', { count: days }) }))}
        value={span === undefined ? null : String(span)}
        onChange={(days) => onChange({ ...filter, since: days === null ? null : data.now - Number(days) * day })}
      />
      <NumberInput
        w={112}
        label={t('mesh.filter.minLevel')}
        placeholder={t('mesh.filter.all')}
        min={0}
        max={99}
        value={filter.minLevel ?? ''}
        onChange={(value) => onChange({ ...filter, minLevel: typeof value === 'number' ? value : null })}
      />
    </Group>
  )
}
