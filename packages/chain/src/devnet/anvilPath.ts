import { createRequire } from 'node:module'
import { arch, platform } from 'node:process'
import { DaomeshError } from '@daomesh/protocol'

/** Names of the packages that carry the binary, as Foundry publishes them. */
const architectures: { readonly [arch: string]: string } = { x64: 'amd64', arm64: 'arm64' }

/**
 * The anvil binary inside node_modules. Its launcher script is skipped: the process id we hold must be the chain's own, or stopping would miss it.
 * @throws DaomeshError `INTERNAL` on a platform that Foundry does not publish for.
 */
export const anvilPath = (): string => {
  const name = `@foundry-rs/anvil-${platform}-${architectures[arch] ?? arch}`
  // The platform package is a dependency of the launcher's package, so it is looked up from there.
  const launcher = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json')
  try {
    return createRequire(launcher).resolve(`${name}/bin/anvil${platform === 'win32' ? '.exe' : ''}`)
  } catch (cause) {
    throw new DaomeshError('INTERNAL', { cause, meta: { message: `no sandbox chain for this system: ${name} is not installed` } })
  }
}
