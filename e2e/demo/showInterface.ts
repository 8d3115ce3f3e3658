import { spawn } from 'node:child_process'
import type { DemoOptions } from './options.ts'
import type { Stage } from './stage.ts'

const openers: Readonly<Record<string, readonly string[]>> = { darwin: ['open'], win32: ['explorer'] }

const openBrowser = (url: string, failed: () => void): void => {
  const [command = 'xdg-open', ...rest] = openers[process.platform] ?? []
  const opener = spawn(command, [...rest, url], { stdio: 'ignore', detached: true })
  opener.once('error', failed)
  opener.unref()
}

/** Leaves everything running with Ada's interface open, until Ctrl-C. */
export const showInterface = async (stage: Stage, options: DemoOptions): Promise<void> => {
  const [ada] = stage.members
  if (ada === undefined) return
  const say = (text: string) => void process.stderr.write(`${text}\n`)
  say(`\nAda’s node is open in the browser, because her node runs headless here: ${ada.url}`)
  say('The others run on. Ctrl-C ends everything and removes what the demonstration wrote.')
  if (options.open && !options.json) openBrowser(ada.url, () => say('No browser could be started; open the address by hand.'))
  await new Promise(() => undefined)
}
