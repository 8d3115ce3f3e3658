import { fromHex, toHex } from '@daomesh/protocol'
import { fault } from '../frames/fault.ts'

/** A message under the name of the topic it belongs to: 64 hexadecimal digits. */
export type Pushed = { readonly topic: string; readonly bytes: Uint8Array }

const topicBytes = 32
const lengthBytes = 4

/** Messages after one another: topic ‖ length (four bytes, big-endian) ‖ bytes. */
export const encodePush = (messages: readonly Pushed[]): Uint8Array => {
  const frame = new Uint8Array(messages.reduce((sum, { bytes }) => sum + topicBytes + lengthBytes + bytes.length, 0))
  const view = new DataView(frame.buffer)
  let at = 0
  for (const { topic, bytes } of messages) {
    frame.set(fromHex(topic), at)
    view.setUint32(at + topicBytes, bytes.length)
    frame.set(bytes, at + topicBytes + lengthBytes)
    at += topicBytes + lengthBytes + bytes.length
  }
  return frame
}

/** Encodes for one peer after the other: what goes to all of them is the same messages, and so the same frame. */
export const createFrameEncoder = (): ((messages: readonly Pushed[]) => Uint8Array) => {
  let last: { readonly messages: readonly Pushed[]; readonly frame: Uint8Array } | null = null
  const isLast = (messages: readonly Pushed[]): boolean =>
    last !== null && last.messages.length === messages.length && last.messages.every((message, i) => message === messages[i])
  return (messages) => {
    if (last === null || !isLast(messages)) last = { messages, frame: encodePush(messages) }
    return last.frame
  }
}

/**
 * The messages of a frame, without copying.
 * @throws DaomeshError `SYNC_FRAME` for one that ends inside a message.
 */
export const decodePush = (frame: Uint8Array): readonly Pushed[] => {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length)
  const messages: Pushed[] = []
  for (let at = 0; at < frame.length;) {
    const start = at + topicBytes + lengthBytes
    const end = start > frame.length ? Infinity : start + view.getUint32(at + topicBytes)
    if (end > frame.length) throw fault('a push ends inside a message')
    messages.push({ topic: toHex(frame.subarray(at, at + topicBytes)), bytes: frame.subarray(start, end) })
    at = end
  }
  return messages
}
