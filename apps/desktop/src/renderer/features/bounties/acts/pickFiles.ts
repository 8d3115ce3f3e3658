import { limits } from '@daomesh/protocol'

/** A file that was chosen to be delivered. `entry`: the record that names it once it was taken in; `sent`: bytes so far. */
export type Picked = { readonly key: string; readonly file: File; readonly sent: number; readonly entry: string | null }
type Named = { readonly file: { readonly name: string; readonly size: number } }

/** Those of the new files that can be delivered beside the ones there, and what is wrong with the rest. */
export const pickFiles = <New extends { readonly name: string; readonly size: number }>(
  there: readonly Named[],
  more: readonly New[],
): { readonly taken: readonly New[]; readonly tooLarge: readonly New[]; readonly tooMany: boolean } => {
  const fitting = more.filter(({ size }) => size <= limits.fileBytes)
  const fresh = fitting.filter(({ name, size }) => !there.some(({ file }) => file.name === name && file.size === size))
  const room = limits.briefFiles - there.length
  return { taken: fresh.slice(0, room), tooLarge: more.filter(({ size }) => size > limits.fileBytes), tooMany: fresh.length > room }
}
