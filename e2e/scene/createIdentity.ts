import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { type Address, address } from '@daomesh/protocol'
import { z } from 'zod'
import { program, startPatience } from './program.ts'

export type Identity = { readonly name: string; readonly home: string; readonly account: Address }

const run = promisify(execFile)

export const passwordOf = (home: string): string => join(home, 'password')

/** Makes the account with the command line, as a member without a screen would. */
export const createIdentity = async (root: string, name: string): Promise<Identity> => {
  const home = join(root, name)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(passwordOf(home), `only-for-the-sandbox-${name}\n`, { mode: 0o600 })
  const args = ['identity', 'create', '--home', home, '--password-file', passwordOf(home), '--phrase-file', join(home, 'phrase'), '--json']
  const creating = run(execPath, [program, ...args], { timeout: startPatience })
  const end = () => void creating.child.kill('SIGKILL')
  process.once('exit', end)
  const { stdout } = await creating
  process.removeListener('exit', end)
  return { name, home, account: z.object({ account: address }).parse(JSON.parse(stdout)).account }
}
