import { DaomeshError } from '@daomesh/protocol'

/** With room for a provider's key. */
const mostLetters = 2_048

/**
 * The address of a chain endpoint as people write it. @throws DaomeshError `INPUT_INVALID`; the address itself is not in it, since it may carry a key.
 * @example
 * parseEndpoint(' https://rpc.example.org ') // => 'https://rpc.example.org'
 * parseEndpoint('rpc.example.org') // throws INPUT_INVALID
 */
export const parseEndpoint = (text: string, field = 'rpc'): string => {
  const trimmed = text.trim()
  const refuse = (reason: string): never => {
    throw new DaomeshError('INPUT_INVALID', { meta: { field, reason } })
  }
  if (trimmed.length > mostLetters) return refuse(`longer than ${mostLetters} letters`)
  if (!URL.canParse(trimmed)) return refuse('not an address')
  const { protocol } = new URL(trimmed)
  return protocol === 'https:' || protocol === 'http:' ? trimmed : refuse('not an address that begins with https:// or http://')
}
