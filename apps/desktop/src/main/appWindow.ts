import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { askBeforeClosing } from './askBeforeClosing.ts'
import { bringBack } from './bringBack.ts'
import { lockNavigation } from './lockDown.ts'
import { appPage } from './resolveAsset.ts'
import { safePreferences } from './safePreferences.ts'

/** The one window of the app; nothing is loaded yet. `onLoad` runs after every load of its page, so that each page gets a port of its own. */
export const createAppWindow = (onLoad: (window: BrowserWindow) => void): BrowserWindow => {
  const window = new BrowserWindow({
    width: 1_280,
    height: 840,
    minWidth: 380,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141517' : '#fcfcfd',
    webPreferences: { ...safePreferences, preload: join(import.meta.dirname, '../preload/index.cjs') },
  })
  lockNavigation(window.webContents, null)
  askBeforeClosing(window)
  bringBack(window, () => window.webContents.getURL() || appPage)
  window.once('ready-to-show', () => window.show())
  window.webContents.on('did-finish-load', () => onLoad(window))
  return window
}

/** Loads the page, on a route where one is given. A window that is closed meanwhile is no failure. @throws Error what Electron says of a page that cannot be loaded. */
export const loadAppPage = async (window: BrowserWindow, route: string | null): Promise<void> => {
  try {
    await window.loadURL(`${appPage}${route ?? ''}`)
  } catch (error) {
    if (!window.isDestroyed()) throw error
  }
}

/** Brings the window forward, on a route where one is given. */
export const showAppWindow = (window: BrowserWindow, route: string | null): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  // Refused where words that are not saved yet hold the page, and the person stays with them.
  if (route !== null) window.loadURL(`${appPage}${route}`).catch(() => undefined)
}
