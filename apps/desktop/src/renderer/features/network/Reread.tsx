import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'

/** Has the history of every DAO read anew through the present endpoint; it counts from the next start on. */
export const Reread = () => {
  const { t } = useTranslation()
  const { client } = useApi()
  const reread = useMutation({ mutationFn: () => client.chain.rereadHistory() })
  return (
    <>
      <Button size="xs" variant="default" loading={reread.isPending} onClick={() => reread.mutate()}>
        {t('doctor.do.reread')}
      </Button>
      <Text size="sm" aria-live="polite">
        {reread.data === undefined
          ? ''
          : t(reread.data.differing === 0 ? 'doctor.rereadSame' : 'doctor.reread', { count: reread.data.differing })}
      </Text>
      {reread.error !== null && <ErrorNotice error={reread.error} />}
    </>
  )
}
