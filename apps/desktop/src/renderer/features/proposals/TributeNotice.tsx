import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconGift } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { useMine } from '../bounties/useMine.ts'
import { useMoney } from '../bounties/useMoney.ts'
import { TransactionState } from '../transactions/TransactionState.tsx'
import type { Proposal } from './isUnderWay.ts'
import { type TributeTaken, tributesOf } from './tributesOf.ts'

type TributeNoticeProps = { readonly space: string; readonly tribute: TributeTaken }

/** To whom a proposal takes a tribute of: that they have to let it, and that they can take that back. */
const TributeNotice = ({ space, tribute: { token, units, allowed } }: TributeNoticeProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: daos } = useQuery(queries.daos.list.queryOptions())
  const money = useMoney()
  const allow = useCommand(client.treasury.allow)
  const { data: rows } = useQuery(queries.chain.transactions.queryOptions())
  const sent = allow.data === undefined ? null : (rows?.find(({ id }) => id === allow.data.id) ?? allow.data)
  const underWay = sent !== null && ['waiting', 'signing', 'sent'].includes(sent.state)
  const name = daos?.find((one) => one.space === space)?.name ?? ''
  const ask = (amount: string) => allow.mutate({ space, token, amount })
  return (
    <Alert
      variant="light"
      color={allowed === true ? 'blue' : 'amber'}
      icon={<IconGift size={18} />}
      title={t('tribute.yours.title', { amount: money.say(token, units) })}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {t(allowed === true ? 'tribute.yours.allowed' : 'tribute.yours.about', { name, amount: money.say(token, units) })}
        </Text>
        {underWay && <TransactionState transaction={sent} />}
        {sent !== null && sent.error !== null && <ErrorNotice error={sent.error} />}
        {allow.error !== null && <ErrorNotice error={allow.error} />}
        {!underWay && (
          <Group gap="xs">
            {allowed === true ? (
              <Button size="xs" variant="default" loading={allow.isPending} onClick={() => ask('0')}>
                {t('tribute.yours.takeBack')}
              </Button>
            ) : (
              <Button size="xs" loading={allow.isPending} onClick={() => ask(units)}>
                {t('tribute.yours.allow')}
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  )
}

/** Every tribute that a proposal would take of the one who looks at it. */
export const OwnTributes = ({ space, proposal }: { readonly space: string; readonly proposal: Proposal }) => {
  const { account } = useMine()
  return tributesOf(proposal, account).map((tribute) => <TributeNotice key={tribute.token} space={space} tribute={tribute} />)
}
