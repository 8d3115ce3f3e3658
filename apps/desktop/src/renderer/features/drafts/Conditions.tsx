import { Checkbox, NativeSelect, SimpleGrid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { shortAddress } from '../../format/checksumAddress.ts'
import { isUnderWay } from '../proposals/isUnderWay.ts'

/** What a decision comes after, who alone may send it, and whether it closes with the week. */
export type ConditionsValue = { readonly after: string | null; readonly executor: string | null; readonly closes: 'period' | 'week' }

export const noConditions: ConditionsValue = { after: null, executor: null, closes: 'period' }

type ConditionsProps = { readonly space: string; readonly value: ConditionsValue; readonly change: (value: ConditionsValue) => void }

/** Conditions that members sign with the decision; the usual is none. */
export const Conditions = ({ space, value, change }: ConditionsProps) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const proposals = useQuery(queries.proposals.list.queryOptions({ input: { space } }))
  const dao = useQuery(queries.daos.get.queryOptions({ input: { space } }))
  const open = proposals.data?.filter((one) => isUnderWay(one) || one.state === 'closed') ?? []
  const members = dao.data?.memberRows.filter(({ removed }) => !removed) ?? []
  const orNull = (text: string): string | null => (text === '' ? null : text)
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect
          label={t('conditions.after')}
          description={t('conditions.afterAbout')}
          value={value.after ?? ''}
          onChange={(event) => change({ ...value, after: orNull(event.currentTarget.value) })}
          data={[{ value: '', label: t('conditions.nothing') }, ...open.map(({ decision, title }) => ({ value: decision, label: title }))]}
        />
        <NativeSelect
          label={t('conditions.executor')}
          description={t('conditions.executorAbout')}
          value={value.executor ?? ''}
          onChange={(event) => change({ ...value, executor: orNull(event.currentTarget.value) })}
          data={[
            { value: '', label: t('conditions.anybody') },
            ...members.map(({ account, name }) => ({ value: account, label: name ?? shortAddress(account) })),
          ]}
        />
      </SimpleGrid>
      <Checkbox
        label={t('conditions.week')}
        description={t('conditions.weekAbout')}
        checked={value.closes === 'week'}
        onChange={(event) => change({ ...value, closes: event.currentTarget.checked ? 'week' : 'period' })}
      />
    </Stack>
  )
}
