import { type DecisionId, type SpaceId, toDaomeshError } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import { names, type Stage } from '../stage.ts'
import { type Ballots, reachPatience, seenCount, untilHeld, untilShown, vote } from '../watch.ts'

/** Ada, Finn and Gus: three of seven with exactly half of all power, so that neither side can decide alone. */
const few = [0, 5, 6] as const
const half = '14'

const sidesOf = ({ members }: Stage) => {
  const isFew = (index: number) => few.some((one) => one === index)
  return { small: members.filter((_, i) => isFew(i)), large: members.filter((_, i) => !isFew(i)) }
}
const namesOf = (members: readonly SceneMember[]) => members.map(({ name }) => name)

const notDecided = (side: string, held: readonly Ballots[]): void => {
  const wrong = held.find((one) => one.for !== half || one.against !== '0' || one.enactable)
  if (wrong !== undefined)
    throw new Error(`the ${side} side shows For ${wrong.for}, against ${wrong.against}, enactable ${wrong.enactable}`)
}

/** Three hosts go to the other bridge, and all seven vote. Each side holds its own ballots, and only those. */
export const voteApart = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<void> => {
  const { small, large } = sidesOf(stage)
  await Promise.all(few.map((index) => stage.lan.move(index, 'b')))
  await Promise.all(stage.members.map((member) => vote(member, space, decision, 'for')))
  const [left, right] = await Promise.all([
    untilHeld(small, space, decision, namesOf(small)),
    untilHeld(large, space, decision, namesOf(large)),
  ])
  notDecided('small', left)
  notDecided('large', right)
}

/** Both sides have the chain, and each shows only its own as connected. Answers the milliseconds until that was so. */
export const showTheSides = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<number> => {
  const { small, large } = sidesOf(stage)
  const began = performance.now()
  await Promise.all([
    untilShown(small, { state: 'live', peers: small.length - 1, chain: 'online' }),
    untilShown(large, { state: 'live', peers: large.length - 1, chain: 'online' }),
  ])
  const took = performance.now() - began
  for (const [side, members] of [
    ['small', small],
    ['large', large],
  ] as const) {
    notDecided(side, await untilHeld(members, space, decision, namesOf(members)))
    const [first] = members
    const seen = first === undefined ? 0 : await seenCount(first, space, decision, first.name)
    if (seen !== members.length) throw new Error(`a ballot on the ${side} side is shown as seen by ${seen}`)
  }
  return took
}

/** The chain is at hand on the small side, and still nobody there can enact. */
export const refuseToEnact = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<void> => {
  for (const { api, name } of sidesOf(stage).small) {
    const outcome = await api.proposals.enact({ requestId: requestId(), space, decisions: [decision] }).then(
      () => 'accepted',
      (error: unknown) => toDaomeshError(error).code,
    )
    if (outcome !== 'ENACT_NOT_DECISIVE') throw new Error(`${name} asked to enact half of the power, and got ${outcome}`)
  }
}

/** The three come back: all ballots at all seven, and seen by all. Answers the milliseconds it took. */
export const heal = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<number> => {
  const { members } = stage
  const began = performance.now()
  await Promise.all(few.map((index) => stage.lan.move(index, 'a')))
  const held = await untilHeld(members, space, decision, names)
  const took = performance.now() - began
  const wrong = held.find((one) => one.for !== '28' || !one.enactable)
  if (wrong !== undefined) throw new Error(`For ${wrong.for} of 28, enactable ${wrong.enactable}`)
  await untilShown(members, { state: 'live', peers: names.length - 1, chain: 'online' })
  for (const voter of names)
    await until(
      `${voter}’s ballot seen by all seven, on every screen`,
      async () => (await Promise.all(members.map((member) => seenCount(member, space, decision, voter)))).every((n) => n === names.length),
      reachPatience,
    )
  return took
}
