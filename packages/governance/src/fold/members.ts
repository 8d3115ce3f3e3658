import { causalOrder, daomeshDomain, type DeviceId, hashTypedData } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

/** Revokes a device for good. Signed by the member's account, so anybody may publish it. */
export const unlinkDevice: Step<'device.unlink'> = (context, entry, { unlink, signature }) => {
  const digest = hashTypedData(daomeshDomain(context.chain.chainId), 'UnlinkDevice', unlink)
  if (context.recover(digest, signature) !== unlink.member) return rejected('ENTRY_LINK')
  const device = unlink.device.slice(2) as DeviceId
  const { member } = unlink
  return {
    outcome: 'accepted',
    writes: [write(keys.unlinked(member, device), '', { member, device, entry: entry.id, at: entry.header.at })],
    unlinks: { member, device },
  }
}

/** A member's display name: the causally latest counts. */
export const setProfile: Step<'profile.set'> = (_context, entry, body) =>
  accepted([write(keys.profile(entry.author.member), causalOrder(entry.depth), { name: body.name })])

/** Keeps every sealed key: any of them reads; which of them writes, `keysOf` says. */
export const sealKeys: Step<'key.seal'> = (_context, entry, body) => {
  const value = { keyId: body.keyId, by: entry.author.member, depth: entry.depth, boxes: body.boxes, previous: body.previous }
  return accepted([write(keys.seal(entry.header.view, body.keyId, entry.id), '', value)])
}
