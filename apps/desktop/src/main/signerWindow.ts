import { BrowserWindow, session } from 'electron'
import { denyPermissions, lockNavigation } from './lockDown.ts'
import { safePreferences } from './safePreferences.ts'

/** Nothing is shared with the app's window: no session, no preload, no port. */
const partition = 'signer'

/** The trusted window: shows the signer's own page from this process and goes nowhere else. */
export const createSignerWindow = (page: string): { readonly show: () => Promise<void> } => {
  let window: BrowserWindow | null = null
  return {
    show: async () => {
      if (window !== null) {
        window.show()
        window.focus()
        return
      }
      const own = session.fromPartition(partition, { cache: false })
      denyPermissions(own, 'signer')
      window = new BrowserWindow({
        width: 560,
        height: 860,
        title: 'DAOmesh: sign',
        autoHideMenuBar: true,
        webPreferences: { ...safePreferences, session: own },
      })
      window.setContentProtection(true)
      lockNavigation(window.webContents, new URL(page).origin)
      window.once('closed', () => {
        window = null
      })
      await window.loadURL(page)
    },
  }
}
