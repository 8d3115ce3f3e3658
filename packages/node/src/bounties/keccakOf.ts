import { type Hex, keccak256, to0x, utf8 } from '@daomesh/protocol'

/** What the chain keeps of a reason: enough to prove later which words were meant. */
export const keccakOf = (text: string): Hex => to0x(keccak256(utf8(text)))
