import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'
import { DaomeshError } from '@daomesh/protocol'

/** Names of the packages that carry the binary, as Foundry publishes them. */
const architectures: { readonly [arch: string]: string } = { x64: 'amd64', arm64: 'arm64' }

/**
 * The anvil binary inside node_modules, looked up from a file of this program: the sources, or a bundle of them that lies in a checkout. Its launcher
 * script is skipped: the process id we hold must be the chain's own, or stopping would miss it.
 * @throws DaomeshError `SANDBOX_ABSENT` in a packaged app, which carries no anvil, and on a platform that Foundry does not publish for.
 */
export const anvilPath = (from: string = import.meta.url): string => {
  const name = `@foundry-rs/anvil-${platform}-${architectures[arch] ?? arch}`
  try {
    // The platform package is a dependency of the launcher's package, so it is looked up from there.
    const launcher = createRequire(from).resolve('@foundry-rs/anvil/package.json')
    return createRequire(launcher).resolve(`${name}/bin/anvil${platform === 'win32' ? '.exe' : ''}`)
  } catch (cause) {
    throw new DaomeshError('SANDBOX_ABSENT', { cause, meta: { package: name } })
  }
}

/** Whether `anvilPath` finds it. */
export const hasAnvil = (from?: string): boolean => {
  try {
    return anvilPath(from) !== ''
  } catch {
    return false
  }
}
