import { spawn } from 'node:child_process'
import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'
import { findElectron } from '@daomesh/desktop/start/findElectron'
import { passwordOf } from '../scene/createIdentity.ts'
import { desktopFolder } from './buildInterface.ts'
import type { DemoOptions } from './options.ts'
import type { Stage } from './stage.ts'

const openers: Readonly<Record<string, readonly string[]>> = { darwin: ['open'], win32: ['explorer'] }
const say = (text: string): void => void process.stderr.write(`${text}\n`)

const openBrowser = (url: string): void => {
  const [command = 'xdg-open', ...rest] = openers[process.platform] ?? []
  const opener = spawn(command, [...rest, url], { stdio: 'ignore', detached: true })
  opener.once('error', () => say('No browser could be started; open the address by hand.'))
  opener.unref()
}

/** Ada's node moves from its headless process into the desktop app: one home, one node at a time. */
const openDesktop = async (electron: string, stage: Stage, home: string): Promise<void> => {
  await buildIfStale(desktopFolder, 'desktop')
  await stage.members[0]?.stop()
  say(`\nAda’s node goes on in the desktop app. Her password is in ${passwordOf(home)}`)
  const app = spawn(electron, [desktopFolder, '--home', home, '--rpc', stage.devnet.rpcUrl], { stdio: 'inherit' })
  process.once('exit', () => app.kill())
  await new Promise<void>((resolve) => app.once('exit', () => resolve()))
}

/** Leaves everything running with Ada's interface open, until Ctrl-C: the desktop app where it can run, else the browser, and says which and why. */
export const showInterface = async (stage: Stage, options: DemoOptions): Promise<void> => {
  const [ada] = stage.members
  if (ada === undefined) return
  const electron = options.open ? await findElectron() : { reason: 'asked for without a window' }
  if ('path' in electron) return openDesktop(electron.path, stage, ada.home)
  say(`\nNo desktop window (${electron.reason}). Ada’s interface is in the browser: ${ada.url}`)
  say('The others run on. Ctrl-C ends everything and removes what the demonstration wrote.')
  if (options.open && !options.json) openBrowser(ada.url)
  // Nothing left to do but to keep the nodes running until a signal ends the process.
  await new Promise(() => undefined)
}
