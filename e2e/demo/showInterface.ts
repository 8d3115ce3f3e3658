import { buildIfStale } from '@daomesh/desktop/start/buildIfStale'
import { findElectron } from '@daomesh/desktop/start/findElectron'
import { type ElectronRun, runElectron } from '@daomesh/desktop/start/runElectron'
import { passwordOf } from '../scene/createIdentity.ts'
import { type SceneMember, startMember } from '../scene/startMember.ts'
import { desktopFolder } from './buildInterface.ts'
import { openPage } from './openPage.ts'
import type { DemoOptions } from './options.ts'
import type { Stage } from './stage.ts'

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const noBrowser = (): void => say('No browser could be started; open the address by hand.')

/** Nothing left to do but to keep the nodes running until a signal ends the process. */
export const keepRunning = (): Promise<number> => {
  say('Ctrl-C ends everything and removes what the demonstration wrote.')
  return new Promise(() => undefined)
}

/** Opens one page of a running node in the browser, to be watched while the scene goes on; without a window it only says where. */
export const showPage = (
  { name, url }: Pick<SceneMember, 'name' | 'url'>,
  page: string,
  options: Pick<DemoOptions, 'open' | 'json'>,
): void => {
  say(`          ${name}’s interface, live: ${url}&${page}`)
  if (options.open && !options.json) void openPage(url, page, noBrowser)
}

/** The first member's node moves from its headless process into the desktop app, one home, one node at a time; and back again where the app cannot run. */
const openDesktop = async (stage: Stage, first: SceneMember): Promise<ElectronRun> => {
  const electron = await findElectron()
  if ('reason' in electron) return electron
  await buildIfStale(desktopFolder, 'desktop')
  await first.stop()
  say(`\n${first.name}’s node goes on in the desktop app. The password is in ${passwordOf(first.home)}`)
  const { rpcUrl } = stage.devnet
  const run = await runElectron(electron.path, [desktopFolder, '--home', first.home, '--rpc', rpcUrl])
  if ('reason' in run) stage.members[0] = await startMember(first, { rpcUrl, factory: stage.factory })
  return run
}

/**
 * Leaves everything running with the interface of the first member open, until Ctrl-C: the desktop app where it can run, else the browser, and says which and why.
 * @returns the exit code of the app once its window is closed
 */
export const showInterface = async (stage: Stage, options: DemoOptions): Promise<number> => {
  const [first] = stage.members
  if (first === undefined) return 0
  const window = options.open ? await openDesktop(stage, first) : { reason: 'asked for without a window' }
  if ('code' in window) return window.code
  const { url } = stage.members[0] ?? first
  say(`\nNo desktop window (${window.reason}). ${first.name}’s interface is in the browser: ${url}`)
  say('The others run on.')
  if (options.open && !options.json) void openPage(url, '', noBrowser)
  return keepRunning()
}
