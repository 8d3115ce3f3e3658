import { draftsOf, isUnlinked, keys, type UnlinkedValue, valuesOf } from '@daomesh/governance'
import { type Address, type DeviceId, draftStream, seatIn, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isLobby, type Space, type WritingSpace } from '../spaces/space.ts'
import type { SignedUnlink } from './createDeviceUnlinks.ts'
import { statementIn } from './heardUnlinks.ts'

const deviceOf = ({ unlink }: SignedUnlink): DeviceId => unlink.device.slice(2) as DeviceId

type Revoked = { readonly chainId: bigint; readonly member: Address; readonly device: DeviceId }

/**
 * Not unlinked there yet, in a space that its account is in. Whether the device is linked there does not matter: its link opens a log in any of them, and whoever has
 * it would be let in where nobody heard. A lobby lets in by its secret alone, so there it is said of devices that are in.
 */
const isDue = (space: Space, { chainId, member, device }: Revoked): boolean => {
  const registers = space.registers()
  if (space.record.chain.chainId !== chainId || isUnlinked(registers, member, device)) return false
  return isLobby(space) ? registers.get(keys.device(member, device)) !== undefined : seatIn(space.view(), member) !== null
}

/**
 * A draft knows nothing of an unlinking, and what the device wrote last there may be cited by nobody. So this device begins a fresh log in it, whose
 * opening cites all that it holds.
 */
const vouchForDrafts = async (space: WritingSpace, device: DeviceId): Promise<void> => {
  for (const { draft } of draftsOf(space.registers())) {
    const stream = draftStream(draft)
    const isTip = space.replica.tips(stream).some(({ log, seq }) => {
      const id = space.replica.idAt(log, seq)
      return id !== null && space.replica.status(id)?.device === device
    })
    if (isTip) await space.openLog(stream, { afresh: true })
  }
}

/** Publishes one revocation in one space, whoever signed it. `by`: the account of this node. */
export const publishIn = async (space: Space, signed: SignedUnlink, by: Address): Promise<void> => {
  // First: nothing of what this device holds is cut in between, wherever a crash falls. Who is in through a DAO writes in no draft.
  if (!isLobby(space) && seatIn(space.view(), by) === by) await vouchForDrafts(space, deviceOf(signed))
  await space.append('device.unlink', { unlink: signed.unlink, signature: signed.signature })
}

/**
 * What this account signed with this device, and what it said by another one of its own, or before this home was put back: the records of its spaces have that. Each
 * device once on each chain, however many spaces say so.
 */
const ownRevoked = (
  spaces: readonly Space[],
  own: Address,
  statements: readonly SignedUnlink[],
): Iterable<Revoked & { readonly read: () => SignedUnlink | null }> => {
  const found = new Map<string, Revoked & { readonly read: () => SignedUnlink | null }>()
  for (const space of spaces)
    for (const value of valuesOf<UnlinkedValue>(space.registers(), keys.unlinkingsOf(own))) {
      const { chainId } = space.record.chain
      found.set(`${chainId} ${value.device}`, { chainId, member: own, device: value.device, read: () => statementIn(space, value) })
    }
  for (const signed of statements)
    if (signed.unlink.member === own)
      found.set(`${signed.chainId} ${deviceOf(signed)}`, {
        chainId: signed.chainId,
        member: own,
        device: deviceOf(signed),
        read: () => signed,
      })
  return found.values()
}

/**
 * Publishes what this account signed in each space where it is. Acts once: what is unlinked is not unlinked again. A space where it cannot be published yet keeps it
 * out of no other: that the device was lost matters in each.
 * @throws what the first of those threw, once it was tried in all.
 */
export const publishUnlinks = async (
  { spaces, account }: Pick<NodeContext, 'spaces' | 'account'>,
  statements: readonly SignedUnlink[],
): Promise<readonly SpaceId[]> => {
  const published: SpaceId[] = []
  const failures: unknown[] = []
  const own = account.current()
  if (own === null) return published
  const all = spaces.all()
  for (const revoked of ownRevoked(all, own, statements))
    for (const space of all) {
      const signed = isDue(space, revoked) ? revoked.read() : null
      if (signed === null) continue
      await publishIn(space, signed, own).then(
        () => published.push(space.id),
        (error: unknown) => failures.push(error),
      )
    }
  if (failures.length > 0) throw failures[0]
  return published
}
