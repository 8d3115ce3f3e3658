import type { KeyId, ViewId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { SealValue } from '../fold/values.ts'
import { type Registers, valuesOf } from './registers.ts'

/** Every seal of a view: any sealed key reads. */
export const sealsOf = (registers: Registers, view: ViewId): readonly SealValue[] => valuesOf<SealValue>(registers, keys.sealsOf(view))

/** The key to write with in a view: of those this device holds, the lowest id, so that a race ends alike everywhere. */
export const writingKeyOf = (registers: Registers, view: ViewId, held: ReadonlySet<KeyId>): KeyId | null =>
  sealsOf(registers, view)
    .map((seal) => seal.keyId)
    .filter((keyId) => held.has(keyId))
    .sort()[0] ?? null
