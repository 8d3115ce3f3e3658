import { Alert, Button, DataList, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { ErrorNotice } from '../../parts/ErrorNotice.tsx'
import { Waiting } from '../../parts/Waiting.tsx'
import { When } from '../../parts/When.tsx'

type JoinFormProps = {
  readonly invite: string
  readonly preview: {
    readonly kind: 'lobby' | 'dao'
    /** Names this account among the founders: this is another device of a member. */
    readonly founder: boolean
    readonly name: string
    readonly chainId: string
    readonly expires: number
    readonly peers: readonly string[]
    readonly joined: boolean
  }
}

/** What an invite says, and the step that joins. The name in an invite is its author's word, no more. */
export const JoinForm = ({ invite, preview }: JoinFormProps) => {
  const { t } = useTranslation()
  const { client, queries } = useApi()
  const { data: status } = useQuery(queries.node.status.queryOptions())
  const navigate = useNavigate()
  const toLobby = useCommand(client.lobbies.join, ({ space }) => void navigate({ to: '/lobby/$space', params: { space } }))
  const toDao = useCommand(client.daos.enter, ({ space }) => void navigate({ to: '/dao/$space', params: { space } }))
  const join = preview.kind === 'dao' ? toDao : toLobby
  const form = useForm({
    initialValues: { displayName: '' },
    validate: { displayName: (value) => (value.trim() === '' && !preview.founder ? t('create.displayNameMissing') : null) },
  })
  return (
    <form
      onSubmit={form.onSubmit(({ displayName }) => join.mutate({ invite, displayName: displayName.trim() }))}

      noValidate
    >
      <Stack className="card" p="xl" gap="md">
        <Text fw={600} size="lg" component="h2" m={0}>
          {t('join.to', { name: preview.name })}
        </Text>
        {preview.kind === 'dao' && (
          <Text size="sm" c="dimmed">
            {t(preview.founder ? 'join.deviceAbout' : 'join.daoAbout')}
          </Text>
        )}
        <DataList labelWidth="160px">
          <DataList.Item>
            <DataList.ItemLabel>{t('join.chain')}</DataList.ItemLabel>
            <DataList.ItemValue>
              {status?.chain.chainId === preview.chainId
                ? t('join.ownChain', { name: status.chain.name, id: preview.chainId })
                : t('join.otherChain', { id: preview.chainId })}
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{t('join.expires')}</DataList.ItemLabel>
            <DataList.ItemValue>
              <When at={preview.expires} />
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{t('join.peers')}</DataList.ItemLabel>
            <DataList.ItemValue>{t('join.peerCount', { count: preview.peers.length })}</DataList.ItemValue>
          </DataList.Item>
        </DataList>
        {preview.joined ? (
          <Alert icon={<IconInfoCircle size={18} />} title={t('join.already')} />
        ) : preview.founder ? null : (
          <TextInput
            label={t('create.displayName')}
            description={t('create.displayNameAbout')}
            maxLength={80}
            autoComplete="nickname"
            required
            {...form.getInputProps('displayName')}
          />
        )}
        {join.error !== null && <ErrorNotice error={join.error} />}
        {/* What waits for a signature waits for nobody else; the banner above says where to give it. */}
        {join.isPending && status?.signer.pending === 0 && <Waiting what={t('join.waiting')} todo={t('join.waitingTodo')} />}
        {!preview.joined && (
          <Group justify="flex-end">
            <Button type="submit" loading={join.isPending}>
              {t('join.submit')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
