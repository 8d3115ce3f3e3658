const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const platform = globalThis.process?.getBuiltinModule?.('node:buffer')

/** Letters of one byte each, as most texts are: the platform's own (Node) makes no decoder's detour. */
const plainText = (bytes: Uint8Array, start: number, end: number): string => {
  if (platform !== undefined && end - start > 12)
    return platform.Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
  let made = ''
  for (let i = start; i < end; i++) made += String.fromCharCode(bytes[i] ?? 0)
  return made
}

/** The text that stands there; undefined where it is no UTF-8, or begins with a byte order mark, which decoders disagree about. */
export const textAt = (bytes: Uint8Array, start: number, end: number): string | undefined => {
  let isPlain = true
  for (let i = start; i < end && isPlain; i++) isPlain = (bytes[i] ?? 0) < 0x80
  if (isPlain) return plainText(bytes, start, end)
  if (bytes[start] === 0xef) return undefined
  try {
    return strict.decode(bytes.subarray(start, end))
  } catch {
    return undefined
  }
}
