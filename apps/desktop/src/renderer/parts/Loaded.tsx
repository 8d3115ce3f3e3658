import { Box } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from './ErrorNotice.tsx'
import { Waiting } from './Waiting.tsx'

type Asked<T> = { readonly data: T | undefined; readonly error: UseQueryResult['error']; readonly refetch: () => Promise<unknown> }
type LoadedProps<T> = { readonly query: Asked<T>; readonly children: (value: T) => ReactNode; readonly what?: string }

/** Shows an answer of the node, or why there is none. Older answers stay on screen while a newer one is on its way. */
export const Loaded = <T,>({ query, children, what }: LoadedProps<T>) => {
  const { t } = useTranslation()
  if (query.data !== undefined) return children(query.data)
  return (
    <Box py="lg">
      {query.error === null ? (
        <Waiting what={what ?? t('parts.loading')} />
      ) : (
        <ErrorNotice error={query.error} retry={() => void query.refetch()} />
      )}
    </Box>
  )
}
