import type { KeyRow } from '@daomesh/governance'
import type { Keyring } from './createKeyring.ts'
import type { HeldKey } from './makeSeal.ts'

/** A key that this device holds, with what the records say of it. */
export type SpaceKey = HeldKey & Pick<KeyRow, 'index' | 'sealedTo' | 'seals'>

/** Of the keys of a space those that this device holds, in the same order: the newest first. */
export const heldKeys = (rows: readonly KeyRow[], keyring: Keyring): readonly SpaceKey[] =>
  rows.flatMap((row) => {
    const key = keyring.get(row.id)
    return key === undefined ? [] : [{ ...row, key }]
  })
