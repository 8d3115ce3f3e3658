import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useOwnDao } from './useOwnDao.ts'
import { moveAlong } from './moveAlong.ts'

const inside = 'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]'
const GO_MS = 1_200

/** Ctrl+Enter (⌘+Enter) anywhere in a form submits it. */
const submitAround = (event: KeyboardEvent): void => {
  const form = event.target instanceof Element ? event.target.closest('form') : null
  if (form === null) return
  event.preventDefault()
  form.requestSubmit()
}

const dialogIsOpen = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** The keys of the app; off inside inputs and dialogs, and none with a modifier held but the one that searches. */
export const useKeyboard = ({ help, search }: { readonly help: () => void; readonly search: () => void }): void => {
  const navigate = useNavigate()
  const router = useRouter()
  const space = useOwnDao()
  const going = useRef(0)

  useEffect(() => {
    const go = (letter: string): void => {
      if (letter === 'h') void navigate({ to: '/' })
      if (letter === 'n') void navigate({ to: '/network' })
      if (letter === 'm') void navigate({ to: '/market' })
      if (letter === 'w') void navigate({ to: '/bounties' })
      if (letter === 'c') void navigate({ to: '/confederation' })
      if (letter === 't') void navigate({ to: '/transactions' })
      if (letter === 'e') void navigate({ to: '/deals' })
      if (letter === 'x') void navigate({ to: '/mesh' })
      if (space === undefined) return
      if (letter === 'o') void navigate({ to: '/dao/$space', params: { space } })
      if (letter === 'p') void navigate({ to: '/dao/$space/proposals', params: { space } })
      if (letter === 'b') void navigate({ to: '/dao/$space/budgets', params: { space } })
      if (letter === 'd') void navigate({ to: '/dao/$space/drafts', params: { space } })
      if (letter === 'v') void navigate({ to: '/dao/$space/week', params: { space } })
      if (letter === 'l') void navigate({ to: '/dao/$space/polls', params: { space } })
      if (letter === 'f') void navigate({ to: '/dao/$space/files', params: { space } })
      if (letter === 's') void navigate({ to: '/dao/$space/sales', params: { space } })
    }
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submitAround(event)
      if (
        (event.ctrlKey || event.metaKey) &&
        !event.altKey &&
        !event.shiftKey &&
        event.key.toLowerCase() === 'k' &&
        !event.defaultPrevented
      ) {
        // The browser's own meaning of it would leave the app.
        event.preventDefault()
        if (!dialogIsOpen()) search()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest(inside) !== null) return
      // A dialog whose focused button went away leaves the focus on the page behind it; its keys are still the dialog's.
      if (dialogIsOpen()) return
      const key = event.key.toLowerCase()
      if (event.timeStamp - going.current < GO_MS && key !== 'g') {
        going.current = 0
        go(key)
        return
      }
      if (key === 'g') going.current = event.timeStamp
      else if (key === '?') help()
      else if (key === 'j' || key === 'k') moveAlong(key === 'j' ? 1 : -1)
      else if (key === 'escape') {
        // Before the first screen lies what is not the app.
        if (router.history.canGoBack()) router.history.back()
      } else if (key === 'c')
        void (space === undefined ? navigate({ to: '/start' }) : navigate({ to: '/dao/$space/drafts', params: { space } }))
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [navigate, router, space, help, search])
}
