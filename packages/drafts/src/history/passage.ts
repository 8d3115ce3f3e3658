import { DaomeshError } from '@daomesh/protocol'
import type { IdRange } from './idSet.ts'

/** A name for deleted letters that survives a command line. */
export const nameOf = ({ client, clock, length }: IdRange): string => [client, clock, length].map((part) => part.toString(36)).join('.')

/** @throws DaomeshError `INPUT_INVALID`. */
export const readPassage = (name: string): IdRange => {
  const parts = /^[0-9a-z]{1,11}\.[0-9a-z]{1,11}\.[0-9a-z]{1,11}$/.test(name)
    ? name.split('.').map((part) => Number.parseInt(part, 36))
    : []
  const [client, clock, length] = parts
  if (client === undefined || clock === undefined || length === undefined || length === 0 || !parts.every(Number.isSafeInteger))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'passage', passage: name.slice(0, 64) } })
  return { client, clock, length }
}
