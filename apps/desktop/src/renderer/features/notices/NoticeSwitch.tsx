import { ActionIcon, Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNotices } from './useNotices.ts'

const isAble = typeof Notification !== 'undefined'

/** Whether the desktop tells of what waits. Off until the person wants it, and the browser is asked only then. */
export const NoticeSwitch = () => {
  const { t } = useTranslation()
  const [asked, setAsked] = useLocalStorage({ key: 'daomesh.notices', defaultValue: false, getInitialValueInEffect: false })
  const [permission, setPermission] = useState(isAble ? Notification.permission : 'denied')
  const on = asked && permission === 'granted'
  useNotices(on)
  if (!isAble) return null
  const press = async (): Promise<void> => {
    if (on) return setAsked(false)
    const answer = await Notification.requestPermission()
    setPermission(answer)
    setAsked(answer === 'granted')
  }
  const label = t(on ? 'notices.on' : permission === 'denied' ? 'notices.denied' : 'notices.off')
  const Icon = on ? IconBell : IconBellOff
  return (
    <Tooltip label={label} multiline maw={260}>
      <ActionIcon variant="default" size="lg" aria-label={t('notices.switch')} aria-pressed={on} onClick={() => void press()}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
