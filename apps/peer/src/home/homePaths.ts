import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'

/** Every file of a home directory by name, so that no two places spell one differently. */
export const homePaths = (home: string) => ({
  home,
  device: join(home, 'device.key'),
  database: join(home, 'daomesh.sqlite'),
  files: join(home, 'files'),
  market: join(home, 'market.sqlite'),
  log: join(home, 'daomesh.log'),
  api: join(home, 'api.json'),
  keys: join(home, 'keys'),
  signer: join(home, 'signer.json'),
  chain: join(home, 'chain.json'),
  endpoint: join(home, 'endpoint.json'),
})

export type HomePaths = ReturnType<typeof homePaths>

/** A folder that the environment names; what is empty names none, and least of all the folder that somebody stands in. */
const folderIn = (environment: NodeJS.ProcessEnv, name: string): string | null => {
  const given = environment[name] ?? ''
  return given === '' ? null : resolve(given)
}

/** Where the desktop and the command line keep one member's node: `DAOMESH_HOME`, else the place the system has for application files. */
export const defaultHome = (environment: NodeJS.ProcessEnv = process.env): string =>
  folderIn(environment, 'DAOMESH_HOME') ?? envPaths('daomesh', { suffix: '' }).data

/** One sandbox chain per account of this machine, shared by all homes: several members can then try things out together. */
export const defaultSandboxFolder = (environment: NodeJS.ProcessEnv = process.env): string =>
  folderIn(environment, 'DAOMESH_SANDBOX') ?? envPaths('daomesh-sandbox', { suffix: '' }).data

/** `~` as people write it, and a path relative to where they stand. */
export const readPath = (text: string): string => resolve(text.replace(/^~(?=$|\/)/, homedir() || tmpdir()))
