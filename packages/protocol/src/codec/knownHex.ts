import { toHex } from '../bytes.ts'

const places = 512

type Known = { readonly bytes: Uint8Array; readonly hex: string }
const known: (Known | undefined)[] = Array.from({ length: places })

const isSame = (bytes: Uint8Array, source: Uint8Array, start: number): boolean => {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== source[start + i]) return false
  return true
}

/**
 * Hex of ids that stand in many entries: of the space, the log, the device, the view, the key. The same text each time, so that nothing is made, and
 * comparing it or looking it up costs nothing. Who chooses ids that fall in one place gains nothing: it is made anew then.
 */
export const knownHex = (source: Uint8Array, start: number, length: number): string => {
  const place = (((source[start] ?? 0) << 8) | (source[start + 1] ?? 0)) % places
  const one = known[place]
  if (one !== undefined && one.bytes.length === length && isSame(one.bytes, source, start)) return one.hex
  const bytes = source.slice(start, start + length)
  const hex = toHex(bytes)
  known[place] = { bytes: new Uint8Array(bytes), hex }
  return hex
}
