import type { MetaStore } from '../ports.ts'

/**
 * The rows under a prefix, each parsed on its own: one that is damaged, or of a newer version, is named and left out, never fatal to the others.
 * @param read throws on what it cannot read.
 */
export const readRows = <T>(
  meta: MetaStore,
  prefix: string,
  read: (value: Uint8Array, key: string) => T,
): readonly { readonly key: string; readonly row: T }[] =>
  meta.list(prefix).flatMap(({ key, value }) => {
    try {
      return [{ key, row: read(value, key) }]
    } catch (cause) {
      meta.unreadable?.(key, cause)
      return []
    }
  })
