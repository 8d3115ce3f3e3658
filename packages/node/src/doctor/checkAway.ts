import { type DialFailure, dialFailures } from '@daomesh/network'
import type { DeviceId } from '@daomesh/protocol'
import { type Finding, finding } from '../contract/diagnosis.ts'
import type { FindingCode } from '../contract/findings.ts'
import { minutesOf } from './minutesOf.ts'
import { addressesOf, attemptsAt, isLoopback, isOnNoNetwork, type Scene, shownAddress } from './scene.ts'

const codes: Readonly<Record<Exclude<DialFailure, 'cutOff'>, FindingCode>> = {
  turnedAway: 'DIAL_TURNED_AWAY',
  otherDevice: 'DIAL_OTHER_DEVICE',
  notANode: 'DIAL_NOT_A_NODE',
  hungUp: 'DIAL_HUNG_UP',
  refused: 'DIAL_REFUSED',
  notAtRelay: 'DIAL_NOT_AT_RELAY',
  silent: 'DIAL_SILENT',
  noRoute: 'DIAL_NO_ROUTE',
  unclear: 'DIAL_UNCLEAR',
}

/** Why a device of a member is not connected: one finding, the one that says most. */
export const checkAway = (scene: Scene, name: string, device: DeviceId): Finding => {
  const about = { device }
  const cut = scene.inspection.cutOff.find((one) => one.device === device)
  if (cut !== undefined)
    return finding(
      'PEER_CUT_OFF',
      { name, minutes: minutesOf(cut.until - scene.now), reason: scene.node.reach.book.penaltyOf(device) ?? '?' },
      about,
    )
  const [address] = addressesOf(scene, device)
  if (address === undefined) return finding('ADDRESS_UNKNOWN', { name }, about)
  // Whatever answered there from a machine that is on no network, it was not the member's.
  if (isOnNoNetwork(scene.inspection) && !isLoopback(address))
    return finding('DIAL_NO_ROUTE', { name, address: shownAddress(address) }, about)
  const attempts = attemptsAt(scene, device)
  for (const failure of dialFailures) {
    const found = attempts.find((attempt) => attempt.failure === failure)
    // A refusal of ours that is over says nothing any more.
    if (found !== undefined && failure !== 'cutOff') return finding(codes[failure], { name, address: shownAddress(found.address) }, about)
  }
  return finding('ADDRESS_UNTRIED', { name }, about)
}
