import { z } from 'zod'
import { ipNow } from './ip.ts'
import { makerOf } from './names.ts'

const rows = z.array(z.object({ name: z.string().optional(), ifname: z.string().optional() }))
const namesIn = (json: string): string[] =>
  rows.parse(json.trim() === '' ? [] : JSON.parse(json)).flatMap(({ name, ifname }) => name ?? ifname ?? [])

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const endProcesses = (namespace: string): void => {
  for (const pid of ipNow('netns', 'pids', namespace).split('\n').filter(Boolean).map(Number))
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in between.
    }
}

/** Removes the namespaces, links and processes of the runs that `chosen` picks, at once and without waiting: it runs on the way out too. */
const removeRuns = (chosen: (maker: number) => boolean): void => {
  const isChosen = (name: string): boolean => {
    const maker = makerOf(name)
    return maker !== null && chosen(maker)
  }
  for (const namespace of namesIn(ipNow('-j', 'netns', 'list')).filter(isChosen)) {
    endProcesses(namespace)
    ipNow('netns', 'del', namespace)
  }
  for (const link of namesIn(ipNow('-j', 'link', 'show')).filter(isChosen)) ipNow('link', 'del', link)
}

export const removeOwn = (): void => removeRuns((maker) => maker === process.pid)

/** What a run that was killed left behind; a run that is still going is left alone. */
export const removeOrphans = (): void => removeRuns((maker) => maker !== process.pid && !isAlive(maker))
