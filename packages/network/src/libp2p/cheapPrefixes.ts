import type { ConnectionEncrypter } from '@libp2p/interface'

/** What cuts the encrypted stream back into messages, inside the encrypter: not of its types, so each part is looked at before it is used. */
type Decoder = { lengthDecoder: (data: { readonly byteLength: number }) => number }

/** Two bytes stand before each encrypted message. */
const prefixBytes = 2
/** Of a message whose prefix is not here: even an empty one is longer than what is, so the decoder waits for more. */
const notYet = 0

const hasDecoder = (connection: object): connection is { readonly decoder: Decoder } => {
  if (!('decoder' in connection) || typeof connection.decoder !== 'object' || connection.decoder === null) return false
  return 'lengthDecoder' in connection.decoder && typeof connection.decoder.lengthDecoder === 'function'
}

const cheapen = (connection: object): void => {
  if (!hasDecoder(connection)) return
  const { decoder } = connection
  const read = decoder.lengthDecoder
  decoder.lengthDecoder = (data) => {
    if (data.byteLength < prefixBytes) return notYet
    return read(data)
  }
}

/**
 * After every message the decoder of the encrypter asks for the length of the next one, and where none has come yet it throws an error, with its stack, that is
 * caught and forgotten: that takes longer than to decrypt a short message. Here it answers. An encrypter that is built differently stays as it is.
 */
export const withCheapPrefixes =
  <C, E>(make: (components: C) => ConnectionEncrypter<E>) =>
  (components: C): ConnectionEncrypter<E> => {
    const encrypter = make(components)
    const secured = async <S extends { readonly connection: object }>(made: Promise<S>): Promise<S> => {
      const one = await made
      cheapen(one.connection)
      return one
    }
    return {
      protocol: encrypter.protocol,
      secureOutbound: (connection, options) => secured(encrypter.secureOutbound(connection, options)),
      secureInbound: (connection, options) => secured(encrypter.secureInbound(connection, options)),
    }
  }
