import { app } from 'electron'
import type { Session, WebContents } from 'electron'
import { askBeforeLeaving } from './askBeforeLeaving.ts'
import { judgeNavigation } from './navigation.ts'
import { isPermitted, type PageOf } from './safePreferences.ts'

/** Everything a page might ask for beyond what `isPermitted` names is denied without asking. */
export const denyPermissions = (session: Session, page: PageOf): void => {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isPermitted(permission, page)))
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission, page))
  session.setDevicePermissionHandler(() => false)
}

/** Keeps a window on its page. @param own the origin of the signing page, null for the app's window */
export const lockNavigation = (contents: WebContents, own: string | null): void => {
  const judge = (event: { preventDefault: () => void }, address: string): void => {
    if (judgeNavigation(address, own) !== 'inside') event.preventDefault()
  }
  contents.on('will-navigate', (event) => judge(event, event.url))
  contents.on('will-redirect', (event) => judge(event, event.url))
  contents.on('will-frame-navigate', (event) => judge(event, event.url))
  contents.setWindowOpenHandler(({ url }) => {
    if (judgeNavigation(url, own) === 'ask') void askBeforeLeaving(url)
    return { action: 'deny' }
  })
}

/** For whatever contents come into being by whatever way. */
export const lockAll = (): void => {
  app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
