import { hash } from 'node:crypto'
import { entryDomain, utf8 } from '@daomesh/protocol'
import { gossipDomain, headerBytesOf, type MessageIds } from '../gossip/messageId.ts'

/** `hashOf` with one part, by the native SHA-256: every copy of a message is hashed, so this runs some ten times per message. */
const nativeHashOf = (label: string): ((part: Uint8Array) => Uint8Array) => {
  const name = utf8(label)
  return (part) => {
    const whole = Buffer.allocUnsafe(1 + name.length + 4 + part.length)
    whole[0] = name.length
    whole.set(name, 1)
    whole.writeUInt32BE(part.length, 1 + name.length)
    whole.set(part, 5 + name.length)
    return hash('sha256', whole, 'buffer')
  }
}

const entryId = nativeHashOf(entryDomain)
const wholeId = nativeHashOf(gossipDomain)

/** The same ids as `messageIdOf`, some ten times faster. */
export const nativeMessageIdOf = (ids: MessageIds, bytes: Uint8Array): Uint8Array => {
  const header = ids === 'entry' ? headerBytesOf(bytes) : null
  return header === null ? wholeId(bytes) : entryId(header)
}
