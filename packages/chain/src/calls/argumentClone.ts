import { type Address, concatBytes, fromHex } from '@daomesh/protocol'

const cloneHead = fromHex('6100413d81600a3d39f3363d3d373d3d3d363d73')
const cloneTail = fromHex('5af43d82803e903d91602b57fd5bf3')

/** Solady's clone with immutable arguments, here 20 bytes: what CREATE2 runs, with the implementation between both parts and the argument behind them. */
export const argumentClone = (implementation: Address, argument: Address): Uint8Array =>
  concatBytes(cloneHead, fromHex(implementation), cloneTail, fromHex(argument))
