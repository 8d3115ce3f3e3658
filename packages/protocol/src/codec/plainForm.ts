/** Deeper than any record; what is deeper is looked at the long way. */
const deepest = 64
/** An object with one of these as its own key is something else to JavaScript or to the encoder than the map it came from. */
const odd: ReadonlySet<string> = new Set(['/', '__proto__', 'constructor'])

/** Where a text begins and ends in the bytes. */
type Text = readonly [from: number, to: number]

/**
 * Whether bytes that decoded are the canonical encoding of what they say, in one pass and without making anything: whole numbers below 2³², bytes,
 * ASCII texts, lists and maps in their shortest forms, keys in order and each once, and nothing behind the end. That is nearly everything that peers
 * send. `false` means nothing: other texts, larger numbers, fractions and tags have canonical encodings too, which are told by encoding them again.
 */
export const isPlainlyCanonical = (bytes: Uint8Array): boolean => {
  let at = 0

  /** The number behind a first byte, or -1 unless in its shortest form. */
  const argument = (minor: number): number => {
    if (minor < 24) return minor
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]
    if (minor === 24) {
      at += 1
      return a >= 24 ? a : -1
    }
    if (minor === 25) {
      at += 2
      const value = (a << 8) | b
      return value > 0xff ? value : -1
    }
    if (minor !== 26) return -1
    at += 4
    const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0
    return value > 0xff_ff ? value : -1
  }
  const isAscii = (length: number): boolean => {
    for (const end = at + length; at < end; at++) if ((bytes[at] ?? 0x80) >= 0x80) return false
    return true
  }
  /** Shorter keys first, then by their bytes. */
  const isBefore = ([a, aEnd]: Text, [b, bEnd]: Text): boolean => {
    if (aEnd - a !== bEnd - b) return aEnd - a < bEnd - b
    for (let i = 0; i < aEnd - a; i++) {
      const [x = 0, y = 0] = [bytes[a + i], bytes[b + i]]
      if (x !== y) return x < y
    }
    return false
  }
  const key = (): Text | null => {
    const first = bytes[at++] ?? 0
    const length = first >> 5 === 3 ? argument(first & 31) : -1
    const from = at
    if (length < 0 || !isAscii(length)) return null
    return (length === 1 || length === 9 || length === 11) && odd.has(String.fromCharCode(...bytes.subarray(from, at))) ? null : [from, at]
  }
  const isMap = (pairs: number, depth: number): boolean => {
    let last: Text | null = null
    for (let i = 0; i < pairs; i++) {
      const next = key()
      if (next === null || (last !== null && !isBefore(last, next)) || !isItem(depth)) return false
      last = next
    }
    return true
  }
  const isItem = (depth: number): boolean => {
    const first = bytes[at++] ?? 0xff
    // False, true and null.
    if (first >= 0xf4 && first <= 0xf6) return true
    const major = first >> 5
    const size = argument(first & 31)
    if (size < 0 || major > 5 || depth > deepest) return false
    if (major === 2) at += size
    if (major === 3) return isAscii(size)
    if (major === 4) for (let i = 0; i < size; i++) if (!isItem(depth + 1)) return false
    return major !== 5 || isMap(size, depth + 1)
  }
  return isItem(0) && at === bytes.length
}
