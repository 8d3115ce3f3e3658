import { type Finding, type MemberDiagnosis, finding } from '../contract/diagnosis.ts'
import { checkAway } from './checkAway.ts'
import { checkConnected } from './checkConnected.ts'
import { nameOfSpace, type Space } from '../spaces/space.ts'
import { type Other, type Scene, shownName } from './scene.ts'

/** Why a member is not seen, or is seen with less than there should be. Of several devices those that are connected count. */
export const checkMember = (scene: Scene, space: Space, other: Other, own: readonly Finding[]): MemberDiagnosis => {
  const { account, name, devices } = other
  const shown = shownName(other)
  const here = devices.filter((device) => scene.connected.has(device))
  const findings = (): readonly Finding[] => {
    if (!scene.node.adapters.network.online()) return []
    if (devices.length === 0) return [finding('MEMBER_WITHOUT_DEVICE', { name: shown, space: nameOfSpace(space) }, { space: space.id })]
    if (here.length > 0) return here.flatMap((device) => checkConnected(scene, space, shown, device, own))
    return devices.map((device) => checkAway(scene, shown, device))
  }
  const found = [...findings()]
  return {
    space: space.id,
    spaceName: nameOfSpace(space),
    account,
    name,
    devices: [...devices],
    seen: here.length > 0 && found.every(({ severity }) => severity !== 'blocks'),
    findings: found,
  }
}
