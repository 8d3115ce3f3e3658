import { ActionIcon, Button, Group, Stack, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { AddressText } from '../../parts/AddressText.tsx'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { TokenAmount, tokenName } from '../../parts/TokenAmount.tsx'
import type { Dao } from './dao.ts'
import { ListTokenDialog } from './ListTokenDialog.tsx'

/** What the treasury holds besides ether, of the tokens that members look at. */
export const TokenList = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { space } = dao
  const [listing, list] = useDisclosure(false)
  const query = useQuery(queries.treasury.get.queryOptions({ input: { space }, enabled: dao.deployed !== 'no', retry: false }))
  const unlist = useCommand(client.treasury.unlist)
  const rows = (query.data ?? []).filter(({ standard }) => standard !== 'ether')
  return (
    <Stack gap="xs">
      {rows.length > 0 && (
        <Stack gap={6} component="ul" aria-label={t('tokens.title')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {rows.map((row) => (
            <Group component="li" key={`${row.token}${row.item ?? ''}`} justify="space-between" wrap="nowrap" gap="xs">
              <Stack gap={0} style={{ minWidth: 0 }}>
                {row.balance === null ? (
                  <Text size="sm" c="var(--warn)">
                    {t('tokens.unreadable')}
                  </Text>
                ) : (
                  <TokenAmount units={row.balance} of={row} fw={600} />
                )}
                <Group gap={6}>
                  <AddressText address={row.token} />
                </Group>
              </Stack>
              <Tooltip label={t('tokens.unlist')}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('tokens.unlistRow', { name: tokenName(row) })}
                  loading={unlist.isPending && unlist.variables.token === row.token && unlist.variables.item === row.item}
                  onClick={() => unlist.mutate({ space, token: row.token, item: row.item })}
                >
                  <IconEyeOff size={16} />
                </ActionIcon>
              </Tooltip>
            </Group>
          ))}
        </Stack>
      )}
      {unlist.error !== null && <ErrorNotice error={unlist.error} />}
      {dao.standing === 'member' && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconEye size={15} aria-hidden />}
          onClick={list.open}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('tokens.open')}
        </Button>
      )}
      <ListTokenDialog key={listing ? 'open' : 'closed'} space={space} opened={listing} onClose={list.close} />
    </Stack>
  )
}
