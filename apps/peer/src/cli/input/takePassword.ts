import { DaomeshError } from '@daomesh/protocol'
import { readPassword } from '../../signer/process/readPassword.ts'
import { askHidden } from '../../terminal/askHidden.ts'

/** Ctrl-C at a question. */
export const interrupted = (field: string): DaomeshError => new DaomeshError('INPUT_INVALID', { meta: { field, reason: 'interrupted' } })

/**
 * The password from `--password-file`, `DAOMESH_PASSWORD`, or the terminal. Never asks where nobody can answer.
 * @param twice ask again where it cannot be checked against a key yet
 * @throws DaomeshError `INPUT_INVALID`.
 */
export const takePassword = async (file: string | undefined, { twice }: { readonly twice: boolean }): Promise<string> => {
  const given = readPassword(file ?? null)
  if (given !== null) return given
  if (!process.stdin.isTTY)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'password', reason: 'give --password-file or DAOMESH_PASSWORD: this is no terminal' },
    })
  const typed = await askHidden('Password: ')
  if (typed === null) throw interrupted('password')
  if (!twice) return typed
  const again = await askHidden('The same again: ')
  if (again === null) throw interrupted('password')
  if (again !== typed) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'password', reason: 'the two differ' } })
  return typed
}
