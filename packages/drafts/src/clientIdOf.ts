import { type DraftId, fromHex, hashOf, type LogId } from '@daomesh/protocol'

/**
 * The only Yjs client id that an editing session of a log may write under: 53 bits, because Yjs keeps ids in doubles.
 * `session` is 16 bytes drawn when an editor opens.
 * @example
 * clientIdOf(draft, header.log, new Uint8Array(16)) < 2 ** 53 // => true
 */
export const clientIdOf = (draft: DraftId, log: LogId, session: Uint8Array): number => {
  const hash = hashOf('daomesh/draft/client/1', fromHex(draft), fromHex(log), session)
  const view = new DataView(hash.buffer, hash.byteOffset)
  return (view.getUint32(0) & 0x1fffff) * 2 ** 32 + view.getUint32(4)
}
