import type { Step } from './context.ts'
import { keys } from './keys.ts'
import { accepted, write } from './verdicts.ts'

/** Each record stands by itself: what another one says of the same file, such as a key that does not open it, changes nothing here. */
export const shareFile: Step<'file.share'> = (_context, entry, { file, key, name, type, size, about, hash }) => {
  const value = { by: entry.author.member, file, key, name, type, size, about, hash: hash ?? null, at: entry.header.at, depth: entry.depth }
  return accepted([write(keys.file(entry.id), '', value)])
}

/** Counts only against the member's own records: the selector looks whose they are, because they need not be here yet. */
export const withdrawFile: Step<'file.withdraw'> = (_context, entry, { file }) =>
  accepted([write(keys.fileWithdrawn(file, entry.author.member), '', { entry: entry.id })])
