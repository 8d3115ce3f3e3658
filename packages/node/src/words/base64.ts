import { DaomeshError } from '@daomesh/protocol'

/** Bytes cross the API as base64: every transport and every command line can carry text. */
export const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** @throws DaomeshError `INPUT_INVALID`. */
export const fromBase64 = (text: string): Uint8Array => {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'not base64' } })
  // A fresh array: Yjs refuses Node's pooled buffers.
  return Uint8Array.from(Buffer.from(text, 'base64'))
}
