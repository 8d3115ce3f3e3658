import { memberOfDevice } from '@daomesh/governance'
import { decode, isLinked, readBody, seatIn, type Verifier, type WireEntry } from '@daomesh/protocol'
import { isUnlinkedOn } from '../identity/heardUnlinks.ts'
import type { DealSpace, Space } from '../spaces/space.ts'

/** `spaces`: all of this node; what an account revoked in one of them it revoked. */
type Asked = { readonly spaces: readonly Space[]; readonly verifier: Pick<Verifier, 'recoverAccount'> }

/** The link that opens a log of somebody who belongs to the deal, or did. */
const opensFor = (space: DealSpace, { header, body }: WireEntry, { spaces, verifier }: Asked): boolean => {
  if (header.kind !== 'log.open' || header.keyId !== null || body === null) return false
  let raw: unknown
  try {
    raw = decode(body)
  } catch {
    return false
  }
  const read = readBody(header.kind, raw)
  if (read.outcome !== 'known' || read.reading.kind !== 'log.open') return false
  const { link, signature } = read.reading.body
  if (link.device !== `0x${header.device}`) return false
  if (seatIn(space.view(), link.member) === null && !space.wasMember(link.member)) return false
  if (isUnlinkedOn(spaces, space.record.chain.chainId, link.member, header.device)) return false
  return isLinked({ link, linkSignature: signature }, space.record.chain.chainId, verifier)
}

/**
 * Whether a record that a carrier handed out may be stored: it is of a device that was let in, or opens the log of one that belongs here. Sync asks the peer for
 * a proof; of a parcel nobody knows who left it, and whoever was given the opening could fill the disk.
 */
export const isWelcome = (space: DealSpace, entry: WireEntry, asked: Asked): boolean =>
  memberOfDevice(space.registers(), entry.header.device) !== null || opensFor(space, entry, asked)
