import { type FileRow, filesOf, type Registers } from '@daomesh/governance'
import type { FileId } from '@daomesh/protocol'

/** Keys of one member for one file that are tried: a record says one, and a few say it again with another name. */
const mostOfMember = 8

type Index = { readonly version: number; readonly byFile: ReadonlyMap<FileId, readonly FileRow[]> }
const indices = new WeakMap<Registers, Index>()

const read = (registers: Registers): ReadonlyMap<FileId, readonly FileRow[]> => Map.groupBy(filesOf(registers), ({ file }) => file)

/** Read once for each change of the registers: every question of a peer about a file asks for it. Of registers without a version nothing is kept. */
const byFile = (registers: Registers): ReadonlyMap<FileId, readonly FileRow[]> => {
  const { version } = registers
  if (version === undefined) return read(registers)
  const last = indices.get(registers)
  if (last?.version === version) return last.byFile
  const made = read(registers)
  indices.set(registers, { version, byFile: made })
  return made
}

/**
 * The records that name a file, in causal order; of each member so many. Each says a key, which is tried on the whole manifest: whoever names a file of others
 * without end, under keys that do not open it, makes nobody try them all, and hides none that another one says.
 */
export const namesOfFile = (registers: Registers, file: FileId): readonly FileRow[] => {
  const taken = new Map<string, number>()
  return (byFile(registers).get(file) ?? []).filter(({ by }) => {
    const before = taken.get(by) ?? 0
    taken.set(by, before + 1)
    return before < mostOfMember
  })
}
