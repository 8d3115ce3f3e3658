import { Button, Menu, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { PostDetails } from '../market/market.ts'

/** Opens a deal with the issuer of a post, for oneself or for a DAO that takes the work as one. */
export const DealFromPost = ({ post }: { readonly post: PostDetails }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const navigate = useNavigate()
  const daos = useQuery(queries.daos.list.queryOptions())
  const open = useCommand(client.deals.open, ({ space }) => void navigate({ to: '/deals/$space', params: { space } }))
  const take = (dao: string | null) =>
    open.mutate({
      as: { side: 'hunter', dao },
      other: { account: post.issuer, kind: null },
      contacts: [...post.contact],
      subject: {
        post: { id: post.post, revision: post.revision },
        title: post.title,
        brief: post.brief,
        tags: [...post.tags],
        reward: {
          token: post.reward.token,
          amount: post.reward.amount,
          ...(post.reward.power === null ? {} : { power: post.reward.power }),
        },
        deadline: post.deadline,
      },
    })
  const button = (act?: () => void) => (
    <Button
      leftSection={<IconHeartHandshake size={16} aria-hidden />}
      loading={open.isPending}
      {...(act === undefined ? {} : { onClick: act })}
    >
      {t('deals.open.open')}
    </Button>
  )
  const own = daos.data ?? []
  return (
    <Stack gap="xs" align="flex-end">
      {own.length === 0 ? (
        button(() => take(null))
      ) : (
        <Menu>
          <Menu.Target>{button()}</Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('deals.open.as')}</Menu.Label>
            <Menu.Item onClick={() => take(null)}>{t('deals.open.myself')}</Menu.Item>
            {own.map(({ space, name }) => (
              <Menu.Item key={space} onClick={() => take(space)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {open.error !== null && <ErrorNotice error={open.error} />}
    </Stack>
  )
}
