import { BrowserWindow, session } from 'electron'
import { bringBack } from './bringBack.ts'
import { denyPermissions, lockNavigation } from './lockDown.ts'
import { safePreferences } from './safePreferences.ts'

type ServedWindowOptions = {
  /** A page that this process serves to this machine. */
  readonly page: string
  /** Nothing is shared with the other windows: no session, no preload, no port. */
  readonly partition: string
  readonly title: string
  readonly width: number
  readonly height: number
}

/** A window for one page of this process, which goes nowhere else. Nothing is loaded yet. */
export const createServedWindow = ({ page, partition, title, width, height }: ServedWindowOptions): BrowserWindow => {
  const own = session.fromPartition(partition, { cache: false })
  denyPermissions(own, 'served')
  const window = new BrowserWindow({
    width,
    height,
    title,
    autoHideMenuBar: true,
    webPreferences: { ...safePreferences, session: own },
  })
  lockNavigation(window.webContents, new URL(page).origin)
  bringBack(window, () => page)
  return window
}
