import { type BrowserWindow, dialog } from 'electron'

/**
 * A page whose process is gone leaves an empty window, and of the window that signs a person who cannot sign. It is loaded anew where the person wants it; not
 * unasked, because what ends it once may do so again and again.
 */
export const bringBack = (window: BrowserWindow, page: () => string): void => {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // Closed in order.
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const choice = dialog.showMessageBoxSync(window, {
      type: 'error',
      title: 'DAOmesh',
      message: 'This window stopped working.',
      detail: 'Everything saved is safe, and nothing was signed. Only words that were not saved yet are lost.',
      buttons: ['Open it again', 'Close it'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    })
    if (choice === 1) window.destroy()
    else window.loadURL(page()).catch(() => window.destroy())
  })
}
