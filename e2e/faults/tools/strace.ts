import { spawnSync } from 'node:child_process'

/** Calls of the system by which a node changes its disk. */
export const diskCalls = ['pwrite64', 'fsync', 'fdatasync', 'write', 'rename', 'ftruncate', 'unlink'] as const
export type DiskCall = (typeof diskCalls)[number]

/** What happens at a call: the process is killed in it, or it fails. `path`: only where it concerns this file. */
export type Injection = {
  readonly call: DiskCall
  readonly fault: 'KILL' | 'EIO' | 'ENOSPC'
  readonly when: string
  readonly path?: string
}

/** Why nothing can be done to the calls of a process here; null where it can. */
export const noStrace = (): string | null => {
  const tried = spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'inject=fsync:signal=KILL:when=9999', 'true'])
  if (tried.error !== undefined) return 'no program "strace"'
  return tried.status === 0 ? null : 'strace may not trace here'
}

/** Words before a program that inject this in each of its threads; the program keeps its own pid. `when`: `3`, `3..5`, `3+`. */
export const injecting = ({ call, fault, when, path }: Injection): readonly string[] => {
  const what = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`
  // With --seccomp-bpf strace 6.1 injects errors, but no signals.
  const quiet = ['-D', '-f', ...(fault === 'KILL' ? [] : ['--seccomp-bpf']), '-qq', '-o', '/dev/null', '-e', 'signal=none']
  const only = path === undefined ? [] : ['-P', path]
  return ['strace', ...quiet, ...only, '-e', `trace=${call}`, '-e', `inject=${call}:${what}:when=${when}`]
}
