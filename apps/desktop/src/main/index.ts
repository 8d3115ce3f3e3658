import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, BrowserWindow, dialog, MessageChannelMain, session } from 'electron'
import { defaultHome, hasSandbox, readEndpoint, readPath } from '@daomesh/peer'
import { createAppWindow, loadAppPage, showAppWindow } from './appWindow.ts'
import { type AskedEndpoint, askEndpoint } from './askEndpoint.ts'
import { askWithoutSandbox } from './askWithoutSandbox.ts'
import { denyPermissions, lockAll } from './lockDown.ts'
import { startNodeProcess } from './nodeProcess.ts'
import { profileOf } from './profileOf.ts'
import { readArguments, routeOfLink } from './readArguments.ts'
import { announceScheme, serveApp } from './serveApp.ts'
import { startSigner } from './signer.ts'
import { createWayOut, told } from './wayOut.ts'

const words = process.argv.slice(1)
const asked = readArguments(words)
const home = asked.home === undefined ? defaultHome() : readPath(asked.home)
const routeOf = (link: string | undefined): string | null => (link === undefined ? null : routeOfLink(link))

const wayOut = createWayOut(app)
/** Set once its page is loaded. */
let window: BrowserWindow | null = null
/** Where a link leads that came before there was a page to show it. */
let early = routeOf(asked.invite)

/** Another start of this home, or a link: it is shown in this app, or by the next one where this one is ending. */
const follow = (link: string | undefined): void => {
  const again = [...words.filter((word) => word !== asked.invite), ...(link === undefined ? [] : [link])]
  if (wayOut.beginAgain(again)) return
  const route = routeOf(link)
  if (window !== null) return showAppWindow(window, route)
  early = route ?? early
  // The question for an endpoint, perhaps behind other windows.
  BrowserWindow.getAllWindows()[0]?.focus()
}

/** What was said at this start, or chosen for the home before; else the sandbox chain where this installation carries one; else the person is asked. */
const findEndpoint = async (): Promise<AskedEndpoint | null> => {
  const rpcUrl = asked.rpc ?? (asked.sandbox ? null : readEndpoint(home))
  if (rpcUrl !== null) return { rpcUrl, close: () => undefined }
  return asked.sandbox || (await hasSandbox()) ? { rpcUrl: null, close: () => undefined } : askEndpoint(home)
}

/** Until the window shows what came to be shown, also what came while its page was being loaded. */
const openWindow = async (opened: BrowserWindow): Promise<void> => {
  const route = early
  early = null
  await loadAppPage(opened, route)
  if (opened.isDestroyed()) return
  window = opened
  if (early !== null) showAppWindow(opened, early)
}

const start = async (): Promise<void> => {
  await app.whenReady()
  if (!askWithoutSandbox()) return app.quit()
  denyPermissions(session.defaultSession, 'app')
  serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'))
  const endpoint = await findEndpoint()
  if (endpoint === null) return app.quit()
  const { port1, port2 } = new MessageChannelMain()
  const signer = await startSigner(home, port1)
  wayOut.add(signer.close)
  const node = startNodeProcess({ home, rpc: endpoint.rpcUrl, version: app.getVersion() }, port2)
  wayOut.add(node.close)
  node.onFailed((reason) => {
    wayOut.fail()
    dialog.showErrorBox('DAOmesh cannot go on', reason)
    app.quit()
  })
  const opened = createAppWindow(node.serve)
  opened.once('closed', () => {
    window = null
    app.quit()
  })
  // Not before: an app whose last window closes ends.
  endpoint.close()
  await openWindow(opened)
}

const fail = (error: unknown): void => {
  // Whatever comes of a start that failed already was told with it.
  if (wayOut.failed()) return
  dialog.showErrorBox('DAOmesh could not start', error instanceof Error ? error.message : String(error))
  app.exit(told)
}

/** Each home has an app of its own, and one only: so two members of one machine have a window each. @returns false where it runs already, and is told. */
const takeProfile = (): boolean => {
  const folder = profileOf(home, app.getPath('appData'))
  if (folder !== null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    app.setPath('userData', folder)
  }
  return app.requestSingleInstanceLock()
}

/** From a checkout the program is Electron itself, which has to be told what to run. */
const takeLinks = (): void => {
  const [program] = words
  if (process.defaultApp && program !== undefined) app.setAsDefaultProtocolClient('daomesh', process.execPath, [resolve(program)])
  else app.setAsDefaultProtocolClient('daomesh')
}

const main = (): void => {
  lockAll()
  announceScheme()
  if (!takeProfile()) return app.quit()
  takeLinks()
  app.on('second-instance', (_event, other) => follow(readArguments(other.slice(1)).invite))
  app.on('open-url', (event, link) => {
    event.preventDefault()
    follow(link)
  })
  start().catch(fail)
}

try {
  main()
} catch (error) {
  fail(error)
}
