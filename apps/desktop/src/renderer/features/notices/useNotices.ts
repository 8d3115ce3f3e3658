import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { countInTitle } from '../../parts/windowTitle.ts'
import { createNews } from './newItems.ts'
import { useWaitingItems, type WaitingItem } from './useWaitingItems.ts'

/** More at once are one notice: nobody reads a pile. */
const most = 3

/** Says on the desktop what came to wait while the person was elsewhere; a click opens it. The title of the window counts what waits. */
export const useNotices = (wanted: boolean): void => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const items = useWaitingItems()
  const news = useRef(createNews<WaitingItem>())
  useEffect(() => {
    if (items === null) return
    countInTitle(items.length)
    const fresh = news.current(items)
    if (!wanted || document.hasFocus() || fresh.length === 0) return
    const show = (title: string, body: string, tag: string, open: () => void): void => {
      const notice = new Notification(title, { body, tag })
      notice.addEventListener('click', () => {
        window.focus()
        open()
        notice.close()
      })
    }
    if (fresh.length > most)
      show(t('notices.many', { count: fresh.length }), fresh.map(({ body }) => body).join(', '), 'many', () => void navigate({ to: '/' }))
    else for (const { key, title, body, open } of fresh) show(title, body, key, open)
  }, [items, wanted, t, navigate])
}
