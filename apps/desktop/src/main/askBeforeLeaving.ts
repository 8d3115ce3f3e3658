import { dialog, shell } from 'electron'

/** The page asked already; this asks again from outside the page, because a page can be made to lie about where a link leads. */
export const askBeforeLeaving = async (address: string): Promise<void> => {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'DAOmesh',
    message: 'Open this address in your browser?',
    detail: new URL(address).href.slice(0, 500),
    buttons: ['Stay', 'Open'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response === 1) await shell.openExternal(new URL(address).href)
}
