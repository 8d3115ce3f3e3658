/** The wire format of gossipsub as far as an attacker needs it: protocol buffers with a length before each. */
const varint = (value: number): readonly number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))])

const field = (number: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes])
const text = (number: number, value: string): Uint8Array => field(number, Buffer.from(value))

export const framed = (...fields: readonly Uint8Array[]): Uint8Array => {
  const rpc = Buffer.concat(fields)
  return Buffer.concat([Uint8Array.from(varint(rpc.length)), rpc])
}

export const published = (topic: string, data: Uint8Array): Uint8Array => field(2, Buffer.concat([field(2, data), text(4, topic)]))
export const subscribed = (topic: string): Uint8Array => field(1, Buffer.concat([Uint8Array.from([8, 1]), text(2, topic)]))

/** Everything at once: what it claims to have, wants, joins, leaves and does not want. */
export const control = (topic: string, ids: readonly Uint8Array[]): Uint8Array => {
  const named = (number: number) => ids.map((id) => field(number, id))
  const ihave = field(1, Buffer.concat([text(1, topic), ...named(2)]))
  const iwant = field(2, Buffer.concat(named(1)))
  const idontwant = field(5, Buffer.concat(named(1)))
  return field(3, Buffer.concat([ihave, iwant, field(3, text(1, topic)), field(4, text(1, topic)), idontwant]))
}
