import { type BrowserWindow, dialog } from 'electron'

/** A page with words that are not stored holds its window; the person decides, because Electron itself would only keep it open in silence. */
export const askBeforeClosing = (window: BrowserWindow): void => {
  window.webContents.on('will-prevent-unload', (event) => {
    const choice = dialog.showMessageBoxSync(window, {
      type: 'warning',
      title: 'DAOmesh',
      message: 'Some words are not saved yet.',
      detail: 'Stay to let them be saved or to copy them. Closing loses them.',
      buttons: ['Stay', 'Close'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    // Here to prevent means to let the page go.
    if (choice === 1) event.preventDefault()
  })
}
