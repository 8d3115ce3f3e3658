import { devicesOf, keys } from '@daomesh/governance'
import { type Address, type DeviceId, type DeviceKey, seatIn } from '@daomesh/protocol'
import { type Finding, finding } from '../contract/diagnosis.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import { devicesPerMember, receiversOf } from '../keyring/receiversOf.ts'
import { hasLeft } from '../membership/hasLeft.ts'
import { isDao, isLobby, nameOfSpace, type Space } from '../spaces/space.ts'
import type { Scene } from './scene.ts'

const day = 24 * 3600
/** From here on the link is asked for anew (peer H6). */
const endingSoon = 30 * day

/** What is wrong with the account and its signer, for every space alike. */
export const checkSigner = ({ node }: Scene): readonly Finding[] => {
  const { state, gone, accounts } = node.adapters.signer.state()
  if (gone === true) return [finding('SIGNER_ABSENT')]
  if (accounts.length > 1 && node.account.current() === null) return [finding('IDENTITY_UNCHOSEN')]
  if (state === 'none' || node.account.current() === null) return [finding('IDENTITY_NONE')]
  return state === 'locked' ? [finding('IDENTITY_LOCKED')] : []
}

/** Whether this device is linked in a space and no key is sealed to it any more, since others of its account come before it. */
const isCrowdedOut = (space: Space, account: Address, own: DeviceId): boolean => {
  const registers = space.registers()
  if (isLobby(space) || devicesOf(registers, account).length <= devicesPerMember) return false
  return (
    registers.get(keys.device(account, own)) !== undefined && !receiversOf(registers, space.view()).some(({ device }) => device === own)
  )
}

/** Whose standing is looked at, and when. */
type Standing = Pick<Scene, 'now'> & {
  readonly node: {
    readonly account: Pick<AccountChoice, 'current'>
    readonly links: Pick<DeviceLinks, 'known'>
    readonly adapters: { readonly deviceKey: Pick<DeviceKey, 'device'> }
  }
}

/** What is wrong with the standing of this device in one space: whatever blocks here is why others refuse it. */
export const checkStanding = ({ node, now }: Standing, space: Space): readonly Finding[] => {
  const account = node.account.current()
  if (account === null) return []
  const about = { space: space.id, device: node.adapters.deviceKey.device }
  const words = { space: nameOfSpace(space) }
  if (space.registers().get(keys.unlinked(account, about.device)) !== undefined) return [finding('DEVICE_REVOKED', words, about)]
  if (hasLeft(space, account)) return [finding('MEMBERSHIP_ENDED', words, about)]
  if (isDao(space) && seatIn(space.view(), account) === null) return [finding('NOT_A_MEMBER', words, about)]
  if (isCrowdedOut(space, account, about.device)) return [finding('DEVICE_CROWDED', words, about)]
  const link = node.links.known(space.record.chain.chainId, account)
  if (link === null) return [finding('LINK_MISSING', {}, about)]
  const left = Number(link.link.notAfter) - Math.floor(now / 1000)
  if (left < 0) return [finding('LINK_ENDED', { days: Math.floor(-left / day) }, about)]
  return left < endingSoon ? [finding('LINK_ENDING', { days: Math.floor(left / day) }, about)] : []
}
