import type { BrowserWindow } from 'electron'
import { createServedWindow } from './servedWindow.ts'

/** The trusted window: shows the signer's own page from this process. */
export const createSignerWindow = (page: string): { readonly show: () => Promise<void> } => {
  let window: BrowserWindow | null = null
  return {
    show: async () => {
      if (window !== null) {
        window.show()
        window.focus()
        return
      }
      window = createServedWindow({ page, partition: 'signer', title: 'DAOmesh: sign', width: 560, height: 860 })
      window.setContentProtection(true)
      window.once('closed', () => {
        window = null
      })
      await window.loadURL(page)
    },
  }
}
