import { Button, Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import type { Lobby } from '../lobby/foundingStage.ts'

/** Says that a DAO of this member is to be a founder. */
export const BringDao = ({ lobby }: { readonly lobby: Lobby }) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data = [] } = useQuery(queries.daos.list.queryOptions())
  const bring = useCommand(client.lobbies.bring)
  const left = data.filter(({ dao, standing, deployed }) => {
    const isHere = lobby.daos.some(({ account, by }) => account === dao && by.length > 0)
    return standing === 'member' && deployed === 'final' && !isHere
  })
  if (left.length === 0) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconBuildingCommunity size={15} aria-hidden />} loading={bring.isPending}>
            {t('joining.bring')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {left.map(({ dao, name }) => (
            <Menu.Item key={dao} onClick={() => bring.mutate({ space: lobby.space, dao })}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {bring.error !== null && <ErrorNotice error={bring.error} />}
    </>
  )
}
