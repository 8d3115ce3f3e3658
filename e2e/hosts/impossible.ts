import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { ip } from './ip.ts'

const run = promisify(execFile)

const reasonOf = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))

const hasIp = (): Promise<boolean> =>
  ip('-V').then(
    () => true,
    () => false,
  )

const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))

const install = async (): Promise<void> => {
  const quiet = { timeout: 90_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const get = () => run('apt-get', ['install', '-y', '--no-install-recommends', 'iproute2'], quiet)
  // A fresh machine knows no packages yet.
  await get().catch(async () => {
    await run('apt-get', ['update'], quiet)
    await get()
  })
}

/** Makes and removes one of everything that is needed. */
const tryOut = async (): Promise<void> => {
  const name = `dm${process.pid}t`
  await ip('netns', 'add', name)
  try {
    await ip('netns', 'exec', name, 'ip', 'link', 'set', 'lo', 'up')
    await ip('link', 'add', `${name}b`, 'type', 'bridge')
    await ip('link', 'del', `${name}b`)
    await ip('link', 'add', `${name}v`, 'type', 'veth', 'peer', 'name', 'lan', 'netns', name)
  } finally {
    await ip('netns', 'del', name)
  }
}

/** Why several hosts cannot be had on this machine, in one line; null where they can. Installs `ip` on Debian where it lacks. */
export const impossible = async (): Promise<string | null> => {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only'
  if (process.getuid?.() !== 0) return 'several hosts on one machine need root'
  try {
    if (!(await hasIp()) && isDebian()) await install()
  } catch (error) {
    return `no program "ip", and it could not be installed: ${reasonOf(error)}`
  }
  if (!(await hasIp())) return 'no program "ip" (package iproute2)'
  try {
    await tryOut()
    return null
  } catch (error) {
    return `network namespaces are refused here: ${reasonOf(error)}`
  }
}
