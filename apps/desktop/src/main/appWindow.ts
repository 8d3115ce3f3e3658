import { join } from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { askBeforeClosing } from './askBeforeClosing.ts'
import { lockNavigation } from './lockDown.ts'
import { appPage } from './resolveAsset.ts'
import { safePreferences } from './safePreferences.ts'

/** The one window of the app. `onLoad` runs after every load of its page, so that each page gets a port of its own. */
export const openAppWindow = async (route: string | null, onLoad: (window: BrowserWindow) => void): Promise<BrowserWindow> => {
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
  window.once('ready-to-show', () => window.show())
  window.webContents.on('did-finish-load', () => onLoad(window))
  await window.loadURL(`${appPage}${route ?? ''}`)
  return window
}

/** Brings the window forward, on a route where one is given. */
export const showAppWindow = (window: BrowserWindow, route: string | null): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  if (route !== null) void window.webContents.loadURL(`${appPage}${route}`)
}
