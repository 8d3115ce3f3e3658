import { hashOf } from '@daomesh/protocol'

export const gossipDomain = 'daomesh/gossip/1'

/** A message is named by all its bytes, so that a copy is recognised before it is opened, and a changed one is another message. */
export const messageIdOf = (bytes: Uint8Array): Uint8Array => hashOf(gossipDomain, bytes)
