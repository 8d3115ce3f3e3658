import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { InviteLink } from '../../parts/InviteLink.tsx'
import { Loaded } from '../../parts/Loaded.tsx'
import { Person } from '../../parts/Person.tsx'
import { When } from '../../parts/When.tsx'

type InviteDialogProps = { readonly space: string; readonly name: string; readonly opened: boolean; readonly onClose: () => void }

const lifetimes = ['24', '72', '168', '720'] as const

/** Invites to a DAO that exists: for whom a decision takes in, and for another device of a member. They let nobody in who is no member. */
export const InviteDialog = ({ space, name, opened, onClose }: InviteDialogProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const invites = useQuery(queries.daos.invites.queryOptions({ input: { space }, enabled: opened }))
  const [hours, setHours] = useState('168')
  const create = useCommand(client.daos.invite)
  const revoke = useCommand(client.daos.revokeInvite)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('daoInvite.title', { name })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('daoInvite.about')}
        </Text>
        <Loaded query={invites}>
          {(rows) => {
            const open = rows.filter(({ link }) => link !== null)
            const [first] = open
            return (
              <Stack gap="md">
                {first?.link != null && <InviteLink link={first.link} />}
                {open.map(({ invite, by, name: byName, expires }) => (
                  <Group key={invite} justify="space-between" wrap="wrap">
                    <Group gap={6}>
                      <Person account={by} name={byName} size={20} />
                      <Text size="sm" c="dimmed">
                        {t('invite.expires')}
                      </Text>
                      <When at={expires} />
                    </Group>
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      loading={revoke.isPending}
                      onClick={() => revoke.mutate({ space, invite })}
                    >
                      {t('invite.revoke')}
                    </Button>
                  </Group>
                ))}
                <Group align="flex-end" justify="space-between">
                  <Select
                    label={t('create.lifetime')}
                    allowDeselect={false}
                    value={hours}
                    onChange={(value) => setHours(value ?? '168')}
                    data={lifetimes.map((value) => ({ value, label: t(`create.hours.${value}`) }))}
                  />
                  <Button
                    variant={first === undefined ? 'filled' : 'default'}
                    loading={create.isPending}
                    onClick={() => create.mutate({ space, expiresInHours: Number(hours) })}
                  >
                    {t(first === undefined ? 'daoInvite.create' : 'daoInvite.another')}
                  </Button>
                </Group>
              </Stack>
            )
          }}
        </Loaded>
        {create.error !== null && <ErrorNotice error={create.error} />}
        {revoke.error !== null && <ErrorNotice error={revoke.error} />}
      </Stack>
    </Modal>
  )
}
