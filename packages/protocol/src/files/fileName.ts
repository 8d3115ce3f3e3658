import { z } from 'zod'
import { inBytes } from '../bodies/text.ts'
import { limits } from '../limits.ts'

/** Path separators, drive and stream marks, wildcards, line ends; and the marks that turn the direction of text, so that `gpj.exe` never reads `exe.jpg`. */
const forbidden = /[/\\:*?"<>|\t\n\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u
/** Devices of Windows, with or without an ending. */
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * What a file may be called. The name of somebody else ends on this machine's disk when the file is saved, so it is one plain name on every system:
 * no folder, no hidden file, nothing that reads otherwise than it is.
 * @example
 * fileName.parse('Plan 2.pdf') // => 'Plan 2.pdf'
 * fileName.safeParse('../keys').success // => false
 */
export const fileName = inBytes(1, limits.fileNameBytes).refine(
  (name) => !forbidden.test(name) && !reserved.test(name) && !/^[. ]|[. ]$/.test(name) && name === name.normalize('NFC'),
  'one plain file name',
)

/**
 * The file name nearest to what a system calls a file; `file` where nothing is left.
 * @example
 * toFileName('/home/ada/../.plan?.pdf ') // => 'plan.pdf'
 */
export const toFileName = (text: string): string => {
  const last = text.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  // oxlint-disable-next-line no-control-regex
  let name = last.replaceAll(/[\u0000-\u001f\u007f]/gu, '').replaceAll(new RegExp(forbidden.source, 'gu'), '')
  name = name.replaceAll(/^[. ]+|[. ]+$/g, '')
  while (new TextEncoder().encode(name).length > limits.fileNameBytes)
    name = Array.from(name)
      .slice(1)
      .join('')
      .replace(/^[. ]+/, '')
  const named = [name, `file-${name}`].find((candidate) => candidate !== 'file-' && fileName.safeParse(candidate).success)
  return named ?? 'file'
}

/**
 * A media type as its author's system names it, or nothing. For display: nobody acts on it.
 * @example
 * mediaType.safeParse('text/plain').success // => true
 */
export const mediaType = z
  .string()
  .max(limits.fileTypeBytes)
  .regex(/^([a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*)?$/)
