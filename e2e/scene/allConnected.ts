import type { SceneMember } from './startMember.ts'

/** Whether each of these members is connected to each other one. */
export const allConnected = async (members: readonly SceneMember[]): Promise<boolean> => {
  const states = await Promise.all(members.map(({ api }) => api.network.status()))
  const devices = states.map(({ device }) => device)
  return states.every(({ device, peers }) => devices.every((other) => other === device || peers.some((peer) => peer.device === other)))
}
