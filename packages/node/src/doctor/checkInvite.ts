import { type Finding, finding } from '../contract/diagnosis.ts'
import { isLobby, nameOfSpace, type Space } from '../spaces/space.ts'
import { type Other, type Scene, shownAddress } from './scene.ts'

/** In a founding where nobody else is known yet: whether an address of the invite answered. */
export const checkInvite = ({ node, inspection, connected }: Scene, space: Space, others: readonly Other[]): readonly Finding[] => {
  if (!isLobby(space) || space.record.founder || others.length > 0 || !node.adapters.network.online()) return []
  const { deviceIn } = node.adapters.network
  const remembered = new Set(node.reach.remembered())
  if ([...remembered].some((address) => connected.has(deviceIn(address) ?? node.adapters.deviceKey.device))) return []
  const failed = inspection.dials.findLast(({ address, failure }) => failure !== null && remembered.has(address))
  if (failed === undefined) return []
  const params = { space: nameOfSpace(space), address: shownAddress(failed.address), failure: failed.failure ?? '' }
  return [finding('INVITE_SILENT', params, { space: space.id })]
}
