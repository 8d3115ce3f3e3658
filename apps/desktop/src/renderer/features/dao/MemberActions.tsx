import { ActionIcon, Button, Group, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconArrowsSplit,
  IconBuildingCommunity,
  IconDoorEnter,
  IconDots,
  IconGift,
  IconHourglassLow,
  IconLink,
  IconPencil,
  IconUserPlus,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { RenameDialog } from '../../parts/RenameDialog.tsx'
import { AddMemberDialog } from './AddMemberDialog.tsx'
import type { Dao } from './dao.ts'
import { HalfLifeDialog } from './HalfLifeDialog.tsx'
import { ApplyDialog } from '../joining/ApplyDialog.tsx'
import { InviteDaoDialog } from '../joining/InviteDaoDialog.tsx'
import { SpinOffDialog } from '../spinOffs/SpinOffDialog.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { TributeDialog } from './TributeDialog.tsx'

/** How the group grows: a decision takes somebody in, an invite shows the way. What is done once in a year lies in a menu. */
export const MemberActions = ({ dao }: { readonly dao: Dao }) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [adding, add] = useDisclosure(false)
  const [renaming, rename] = useDisclosure(false)
  const setName = useCommand(client.daos.setDisplayName, rename.close)
  const [inviting, invite] = useDisclosure(false)
  const [fading, fade] = useDisclosure(false)
  const [asking, ask] = useDisclosure(false)
  const [joining, join] = useDisclosure(false)
  const [spinning, spin] = useDisclosure(false)
  const [offering, offer] = useDisclosure(false)
  return (
    <Group gap="xs" px="md" pb="md">
      <Button size="xs" variant="default" leftSection={<IconUserPlus size={15} aria-hidden />} onClick={add.open}>
        {t('addMember.open')}
      </Button>
      <Button size="xs" variant="default" leftSection={<IconLink size={15} aria-hidden />} onClick={invite.open}>
        {t('daoInvite.open')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={30} variant="default" aria-label={t('dao.more')}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={rename.open}>
            {t('ownName.title')}
          </Menu.Item>
          {dao.deployed === 'final' && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconBuildingCommunity size={15} aria-hidden />} onClick={ask.open}>
                {t('joining.invite')}
              </Menu.Item>
              <Menu.Item leftSection={<IconDoorEnter size={15} aria-hidden />} onClick={join.open}>
                {t('joining.apply')}
              </Menu.Item>
              <Menu.Item leftSection={<IconGift size={15} aria-hidden />} onClick={offer.open}>
                {t('tribute.open')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item leftSection={<IconArrowsSplit size={15} aria-hidden />} onClick={spin.open}>
                {t('spinOffs.form.open')}
              </Menu.Item>
              <Menu.Item leftSection={<IconHourglassLow size={15} aria-hidden />} onClick={fade.open}>
                {t('halfLife.dialog')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {renaming && (
        <RenameDialog
          title={t('ownName.title')}
          label={t('create.displayName')}
          about={t('ownName.about', { name: dao.name })}
          name={dao.memberRows.find(({ self }) => self)?.name ?? ''}
          maxLength={80}
          command={setName}
          input={(name) => ({ space: dao.space, name })}
          onClose={rename.close}
        />
      )}
      {asking && <InviteDaoDialog dao={dao} seat={null} onClose={ask.close} />}
      {joining && <ApplyDialog dao={dao} onClose={join.close} />}
      {spinning && <SpinOffDialog dao={dao} onClose={spin.close} />}
      {offering && <TributeDialog dao={dao} onClose={offer.close} />}
      {fading && <HalfLifeDialog dao={dao} onClose={fade.close} />}
      <AddMemberDialog key={adding ? 'open' : 'closed'} dao={dao} opened={adding} onClose={add.close} />
      <InviteDialog space={dao.space} name={dao.name} opened={inviting} onClose={invite.close} />
    </Group>
  )
}
