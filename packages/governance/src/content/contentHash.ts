import { encode, type Hex, keccak256, to0x } from '@daomesh/protocol'

/**
 * What members read before they sign, as one canonical encoding under a label of its own.
 * @example
 * decode(contentBytesOf('Title', 'Text')) // => ['daomesh/content/1', 'Title', 'Text']
 */
export const contentBytesOf = (title: string, content: string): Uint8Array => encode(['daomesh/content/1', title, content])

/**
 * `contentHash` of a decision: keccak256 of the canonical bytes of its title and text.
 * @example
 * contentHashOf('Title', 'Text') // => to0x(keccak256(contentBytesOf('Title', 'Text')))
 */
export const contentHashOf = (title: string, content: string): Hex => to0x(keccak256(contentBytesOf(title, content)))
