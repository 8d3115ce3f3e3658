import { fromHex, type Hex, keccak256, to0x } from '@daomesh/protocol'

const desk = new Uint8Array(37)
const view = new DataView(desk.buffer)

/**
 * The key under which the escrow keeps a leaf: keccak256(node above ‖ number of the split in 1 byte ‖ index in 4 bytes). The node above is a bounty's id or
 * such a key itself, so a key names one place of one pyramid; what stands there is settled, since roots are never replaced.
 * @example
 * leafKeyOf(root, 1, 0) === leafKeyOf(root, 0, 1) // => false
 */
export const leafKeyOf = (node: Hex, split: number, index: number): Hex => {
  desk.set(fromHex(node))
  view.setUint8(32, split)
  view.setUint32(33, index)
  return to0x(keccak256(desk))
}
