import { join } from 'node:path'
import { app, dialog, MessageChannelMain, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { defaultHome, hasSandbox, readEndpoint } from '@daomesh/peer'
import { openAppWindow, showAppWindow } from './appWindow.ts'
import { type AskedEndpoint, askEndpoint } from './askEndpoint.ts'
import { denyPermissions, lockAll } from './lockDown.ts'
import { startNodeProcess } from './nodeProcess.ts'
import { readArguments, routeOfLink } from './readArguments.ts'
import { announceScheme, serveApp } from './serveApp.ts'
import { startSigner } from './signer.ts'

/** Whoever started the app learns by it that the person was told already: see scripts/start/runElectron.ts. */
const told = 3

const asked = readArguments(process.argv.slice(1))
const routeOf = (link: string | undefined): string | null => (link === undefined ? null : routeOfLink(link))

let window: BrowserWindow | null = null
let early = routeOf(asked.invite)

const follow = (route: string | null): void => {
  if (window === null) early = route ?? early
  else showAppWindow(window, route)
}

/** What was said at this start, or chosen for the home before; else the sandbox chain where this installation carries one; else the person is asked. */
const findEndpoint = async (home: string): Promise<AskedEndpoint | null> => {
  const rpcUrl = asked.rpc ?? (asked.sandbox ? null : readEndpoint(home))
  if (rpcUrl !== null) return { rpcUrl, close: () => undefined }
  return asked.sandbox || (await hasSandbox()) ? { rpcUrl: null, close: () => undefined } : askEndpoint(home)
}

const start = async (): Promise<void> => {
  await app.whenReady()
  denyPermissions(session.defaultSession, 'app')
  serveApp(session.defaultSession, join(import.meta.dirname, '../renderer'))
  const home = asked.home ?? defaultHome()
  const endpoint = await findEndpoint(home)
  if (endpoint === null) return app.quit()
  const { port1, port2 } = new MessageChannelMain()
  const signer = await startSigner(home, port1)
  const node = startNodeProcess({ home, rpc: endpoint.rpcUrl, version: app.getVersion() }, port2)
  let code = 0
  node.onFailed((reason) => {
    code = told
    dialog.showErrorBox('DAOmesh cannot go on', reason)
    app.quit()
  })
  window = await openAppWindow(early, node.serve)
  // Not before: an app whose last window closes ends.
  endpoint.close()
  window.once('closed', () => app.quit())

  let closing = false
  app.on('before-quit', (event) => {
    if (closing) return
    closing = true
    event.preventDefault()
    // Whatever happens on the way out, the app must end.
    Promise.allSettled([node.close(), signer.close()]).then(
      () => app.exit(code),
      () => app.exit(1),
    )
  })
}

lockAll()
announceScheme()
app.setAsDefaultProtocolClient('daomesh')
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, words) => follow(routeOf(readArguments(words.slice(1)).invite)))
  app.on('open-url', (event, link) => {
    event.preventDefault()
    follow(routeOf(link))
  })
  start().catch((error: unknown) => {
    dialog.showErrorBox('DAOmesh could not start', error instanceof Error ? error.message : String(error))
    app.exit(told)
  })
} else app.quit()
