import { existsSync } from 'node:fs'
import type { Launch } from '../stage/connect.ts'

const library = ['/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1', '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1'].find(
  (path) => existsSync(path),
)
const shift = new URL('shiftClock.ts', import.meta.url).href

/** What starts a node whose clock is so many seconds off: by libfaketime (Debian `faketime`) where it is installed, else by shifting what Node tells as the time. */
export const clockOffBy = (seconds: number): Pick<Launch, 'environment'> & { readonly means: string } => {
  const sign = seconds < 0 ? '-' : '+'
  if (library !== undefined)
    return {
      means: 'libfaketime',
      environment: { LD_PRELOAD: library, FAKETIME: `${sign}${Math.abs(seconds)}`, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
    }
  return { means: 'a shifted Date', environment: { NODE_OPTIONS: `--import=${shift}`, FAULTS_CLOCK_SECONDS: String(seconds) } }
}
