import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../repository.ts'
import { runGroup } from '../run/processGroup.ts'
import { partEnvironment } from '../run/runPart.ts'
import { findChromium } from './findChromium.ts'

const fromDebian = [
  ['apt-get', 'update', '-q'],
  ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'],
] as const
const fromPlaywright = ['playwright', 'install', 'chromium'] as const

const installLimitSeconds = 180

export type Chromium = { readonly path: string } | { readonly reason: string }

/**
 * Finds a Chromium or installs one: Debian's package when we may, else Playwright's download.
 *
 * @param folder keeps what the installers print
 * @param note is told once, before an installer starts
 */
export async function provideChromium(folder: string, note: (line: string) => void): Promise<Chromium> {
  const present = await findChromium()
  if (present !== undefined) return { path: present }

  note('no Chromium found: installing one')
  const mayUseDebian = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  const outputFile = join(folder, 'chromium.log')
  const output = openSync(outputFile, 'a')
  const attempts = [...(mayUseDebian ? [fromDebian] : []), [fromPlaywright]]
  try {
    for (const commands of attempts) {
      for (const command of commands) {
        const env = { ...partEnvironment(''), DEBIAN_FRONTEND: 'noninteractive' }
        await runGroup(command, output, installLimitSeconds, { cwd: repository, env }).catch((error: unknown) =>
          note(`${command[0]} could not start: ${String(error)}`),
        )
      }
      const path = await findChromium()
      if (path !== undefined) return { path }
    }
  } finally {
    closeSync(output)
  }
  const tried = mayUseDebian ? "the Debian package and Playwright's download" : "Playwright's download"
  return { reason: `no Chromium on this machine, and ${tried} did not bring one (see ${outputFile})` }
}
