import { hash } from 'node:crypto'
import { utf8 } from '@daomesh/protocol'
import { gossipDomain } from '../gossip/messageId.ts'

const name = utf8(gossipDomain)

/** The same id as `messageIdOf` by the native SHA-256, some ten times faster: every copy of a message is hashed, so this runs some ten times per message. */
export const nativeMessageIdOf = (bytes: Uint8Array): Uint8Array => {
  const whole = Buffer.allocUnsafe(1 + name.length + 4 + bytes.length)
  whole[0] = name.length
  whole.set(name, 1)
  whole.writeUInt32BE(bytes.length, 1 + name.length)
  whole.set(bytes, 5 + name.length)
  return hash('sha256', whole, 'buffer')
}
