import { useEffect } from 'react'

/** A dialog that returns the focus by itself has done so by then. */
const patience = 30

const isInDialog = (element: Element): boolean => element.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
const canFocus = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled')
const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

/** What is behind an open dialog is out of reach: in it, what comes next in it. */
const openDialog = (): HTMLElement | null => {
  const dialog = document.querySelector<HTMLElement>('[role="dialog"][aria-modal="true"]')
  return dialog?.querySelector<HTMLElement>('[data-autofocus]') ?? dialog
}

/**
 * Where the focus goes when what had it is gone, such as the button of a step that is done, or a dialog: to what opened the dialog, else to the screen. Without
 * it the keyboard would begin at the top of the page again, and a reader would say nothing. Whoever takes the focus away by hand keeps it away.
 */
export const useFocusKept = (screen: string): void => {
  useEffect(() => {
    let holder: HTMLElement | null = null
    let outside: HTMLElement | null = null
    let waiting = 0
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return
      holder = target
      if (!isInDialog(target)) outside = target
    }
    const onBlur = ({ target }: FocusEvent): void => {
      // What is removed may say so before it is gone; a button that does its work is disabled, and loses the focus by that too.
      setTimeout(() => {
        if (holder === target && target instanceof HTMLElement && canFocus(target)) holder = null
      })
    }
    const giveBack = (): void => {
      waiting = 0
      if (holder === null || !isNowhere()) return
      // Its work is done, and it is still there.
      if (canFocus(holder)) return holder.focus({ preventScroll: true })
      if (holder.isConnected) return
      holder = null
      const next = openDialog() ?? (outside !== null && canFocus(outside) ? outside : document.querySelector<HTMLElement>(screen))
      next?.focus({ preventScroll: true })
    }
    const gone = new MutationObserver(() => {
      if (waiting === 0 && holder !== null && isNowhere()) waiting = window.setTimeout(giveBack, patience)
    })
    gone.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
    document.addEventListener('focusin', onFocus)
    document.addEventListener('focusout', onBlur)
    return () => {
      clearTimeout(waiting)
      gone.disconnect()
      document.removeEventListener('focusin', onFocus)
      document.removeEventListener('focusout', onBlur)
    }
  }, [screen])
}
