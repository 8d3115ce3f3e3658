import type { DeviceId } from '@daomesh/protocol'
import { equalBytes } from '@daomesh/protocol/entry'

/** Whether a device signed a message. */
export type DeviceCheck = (device: DeviceId, message: Uint8Array, signature: Uint8Array) => boolean

const kept = 1024

/**
 * Entries that were signed together come together and leave one thing to check. So the last good answer for each device is kept, and only what is the
 * same to the byte is not checked again.
 */
export const rememberLast = (check: DeviceCheck): DeviceCheck => {
  const last = new Map<DeviceId, { readonly message: Uint8Array; readonly signature: Uint8Array }>()
  return (device, message, signature) => {
    const known = last.get(device)
    if (known !== undefined && equalBytes(known.message, message) && equalBytes(known.signature, signature)) return true
    if (!check(device, message, signature)) return false
    if (last.size >= kept) last.clear()
    // Copies: what was given may be a few bytes of a whole batch, which a device that costs nothing would keep alive.
    last.set(device, { message: message.slice(), signature: signature.slice() })
    return true
  }
}
