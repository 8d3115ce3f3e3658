import type { SceneMember } from '../../scene/startMember.ts'
import { until } from '../../scene/until.ts'

/** Waits until it is so at each of these nodes; who was seen once is not asked again. Answers what each said. */
export const everywhere = <T>(
  what: string,
  members: readonly SceneMember[],
  look: (member: SceneMember) => Promise<T | null | undefined | false>,
): Promise<T[]> => Promise.all(members.map((member) => until(`${what} at ${member.name}’s`, () => look(member))))
