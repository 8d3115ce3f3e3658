import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArchive, IconDots, IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { useCommand } from '../../api/useCommand.ts'
import { RenameDialog } from '../../parts/RenameDialog.tsx'

type DraftMenuProps = { readonly space: string; readonly draft: string; readonly title: string; readonly isDiscarded: boolean }

/** What is seldom done to a draft. Putting it away asks nothing: it comes back by one click, on the same screen. */
export const DraftMenu = ({ space, draft, title, isDiscarded }: DraftMenuProps) => {
  const { t } = useTranslation()
  const { client } = useApi()
  const [renaming, ask] = useDisclosure(false)
  const rename = useCommand(client.drafts.rename, ask.close)
  const discard = useCommand(client.drafts.discard)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label={t('draft.more')} loading={discard.isPending}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={ask.open}>
            {t('parts.rename')}
          </Menu.Item>
          {!isDiscarded && (
            <Menu.Item leftSection={<IconArchive size={15} aria-hidden />} onClick={() => discard.mutate({ space, draft })}>
              {t('draft.discard')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {renaming && (
        <RenameDialog
          title={t('draft.rename.title')}
          label={t('submit.name')}
          about={t('draft.rename.about')}
          name={title}
          maxLength={200}
          command={rename}
          input={(next) => ({ space, draft, title: next })}
          onClose={ask.close}
        />
      )}
    </>
  )
}
