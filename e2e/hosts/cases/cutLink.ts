import type { DecisionId, SpaceId } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import { names, type Stage } from '../stage.ts'
import { ballotsAt, reachPatience, seenCount, untilHeld, untilShown, vote } from '../watch.ts'

/** Dan's place. */
const away = 3

const casting = (stage: Stage) => {
  const dan = stage.members[away]
  const others = stage.members.filter((_, index) => index !== away)
  const [ada, ben] = others
  if (dan === undefined || ada === undefined || ben === undefined) throw new Error('seven members')
  return { dan, others, ada, ben }
}

/** Pulls Dan's cable. He votes alone; two of the others vote, and one writes. */
export const voteWhileCut = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<void> => {
  const { dan, others, ada, ben } = casting(stage)
  await stage.lan.pullCable(away)
  await vote(dan, space, decision, 'for')
  const seen = await seenCount(dan, space, decision, 'Dan')
  if (seen !== 1) throw new Error(`nobody else can have Dan’s ballot, and his node shows it seen by ${seen}`)
  await Promise.all([vote(ada, space, decision, 'against'), vote(ben, space, decision, 'against')])
  await ben.api.comments.post({ requestId: requestId(), space, about: decision, replyTo: null, text: 'Where is Dan?' })
  await untilHeld(others, space, decision, ['Ada', 'Ben'])
}

/** Dan's screen says that he is alone and without a chain, and nobody's screen says that he has what he cannot have. Answers the milliseconds until then. */
export const showTheCut = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<number> => {
  const { dan, ben } = casting(stage)
  const began = performance.now()
  await untilShown([dan], { state: 'alone', peers: 0, chain: 'offline' })
  const took = performance.now() - began
  const [his, theirs] = [await ballotsAt(dan, space, decision), await ballotsAt(ben, space, decision)]
  if (his.voters !== 'Dan' || theirs.voters !== 'Ada Ben') throw new Error(`Dan holds ${his.voters}, Ben holds ${theirs.voters}`)
  const connected = names.length - 1
  await until('Ada’s ballot seen by the six', async () => (await seenCount(ben, space, decision, 'Ada')) === connected)
  const seen = await seenCount(dan, space, decision, 'Dan')
  if (seen !== 1) throw new Error(`Dan’s ballot is shown as seen by ${seen}`)
  return took
}

/** The cable is plugged in again: everything arrives, both ways, and is seen by all. Answers the milliseconds it took. */
export const comeBack = async (stage: Stage, space: SpaceId, decision: DecisionId): Promise<number> => {
  const { members } = stage
  const began = performance.now()
  await stage.lan.plugCable(away)
  await untilHeld(members, space, decision, ['Ada', 'Ben', 'Dan'])
  await until('the comment at Dan’s', async () =>
    (await casting(stage).dan.api.proposals.get({ space, decision })).comments.some(({ text }) => text === 'Where is Dan?'),
  )
  await untilShown(members, { state: 'live', peers: names.length - 1, chain: 'online' })
  const took = performance.now() - began
  await until(
    'Dan’s ballot seen by all seven, on every screen',
    async () => (await Promise.all(members.map((member) => seenCount(member, space, decision, 'Dan')))).every((n) => n === names.length),
    reachPatience,
  )
  return took
}
