import type { ConnectionEncrypter, MessageStream, SecureConnectionOptions } from '@libp2p/interface'

/** What is sent in parts leaves as one. */
const joinParts = (connection: MessageStream): MessageStream => {
  const send = connection.send.bind(connection)
  connection.send = (data) => send(data instanceof Uint8Array ? data : data.subarray())
  return connection
}

/**
 * The TCP transport writes every part of a message by itself, and an encrypted one has two: its length, two bytes, and the rest. Each part costs a
 * system call here and wakes the peer there, which for a small message is most of the work. Joined, a message costs one of each.
 */
export const withWholeWrites =
  <C, E>(make: (components: C) => ConnectionEncrypter<E>) =>
  (components: C): ConnectionEncrypter<E> => {
    const encrypter = make(components)
    return {
      protocol: encrypter.protocol,
      secureOutbound: (connection, options?: SecureConnectionOptions) => encrypter.secureOutbound(joinParts(connection), options),
      secureInbound: (connection, options?: SecureConnectionOptions) => encrypter.secureInbound(joinParts(connection), options),
    }
  }
