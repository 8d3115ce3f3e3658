import type { EntryId } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { FileValue } from '../fold/values.ts'
import type { Registers } from './registers.ts'

/** A file as one record names it. `at` in milliseconds, for display. */
export type FileRow = Omit<FileValue, 'depth'> & { readonly entry: EntryId; readonly withdrawn: boolean }

/**
 * The files that members named, in causal order, then id; those that their author withdrew say so.
 * @example
 * filesOf(registers) // => []
 */
export const filesOf = (registers: Registers): readonly FileRow[] =>
  registers
    .entries(keys.files)
    .map(({ key, value }) => ({ ...(value as FileValue), entry: key.slice(keys.files.length) as EntryId }))
    .sort((a, b) => a.depth - b.depth || (a.entry < b.entry ? -1 : 1))
    .map(({ depth: _depth, ...row }) => ({ ...row, withdrawn: registers.get(keys.fileWithdrawn(row.file, row.by)) !== undefined }))
