import { ActionIcon, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePetnames } from '../../api/usePetnames.ts'
import { PetnameDialog } from './PetnameDialog.tsx'

/** Names an account for oneself: what it calls itself anybody may call themselves. */
export const PetnameButton = ({ account }: { readonly account: string }) => {
  const { t } = useTranslation()
  const [asking, ask] = useState(false)
  const label = t(usePetnames().has(account) ? 'petname.change' : 'petname.give')
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label} onClick={() => ask(true)}>
          <IconPencil size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {asking && <PetnameDialog account={account} onClose={() => ask(false)} />}
    </>
  )
}
