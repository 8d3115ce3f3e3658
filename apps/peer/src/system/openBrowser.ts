import { spawn } from 'node:child_process'

const openers: Readonly<Record<string, readonly string[]>> = { darwin: ['open'], win32: ['explorer'] }

/**
 * Starts the browser of this account.
 * @param ticket the address, which leads in once: whatever a program is started with can be read by every account of this machine.
 */
export const openBrowser = (ticket: string, failed: () => void): void => {
  const [command = 'xdg-open', ...rest] = openers[process.platform] ?? []
  const opener = spawn(command, [...rest, ticket], { stdio: 'ignore', detached: true })
  opener.once('error', failed)
  // What opens nothing says so by its code; explorer says 1 whatever it does.
  opener.once('exit', (code) => process.platform !== 'win32' && code !== 0 && failed())
  opener.unref()
}
