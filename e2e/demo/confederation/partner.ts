import type { DecisionId, OfferId, SpaceId } from '@daomesh/protocol'
import { DaomeshError } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import { everywhere } from '../props/everywhere.ts'
import { mined, type Mined } from '../props/mined.ts'
import { passTime } from '../props/passTime.ts'
import { short } from '../props/say.ts'
import { peopleIn, type TreeDao, treeDao } from './daos.ts'
import { answer, enact } from './decide.ts'

const day = 86_400
type Sides = { readonly space: SpaceId; readonly issuer: TreeDao; readonly hunter: TreeDao }
type Gives = { readonly issuerGives: string; readonly hunterGives: string }

export type Partnership = {
  readonly made: Mined
  readonly parted: Mined
  /** Codes of the refusals: one side alone, and both before one of them voted. */
  readonly refused: readonly string[]
  /** What the partner's ballot decided while both were in each other. */
  readonly shared: Mined
  /** Whether a question came back to the DAO that asked it. */
  readonly cameBack: boolean
  readonly during: Gives
  readonly after: Gives
}

const codeOf = (error: unknown): string => (error instanceof DaomeshError ? error.code : String(error))
const refusalOf = (trying: Promise<unknown>): Promise<string> => trying.then(() => 'done', codeOf)

const rowAt = async ({ api }: SceneMember, space: SpaceId, offer: OfferId) =>
  (await api.partnerships.get({ space })).offerRows.find((row) => row.offer === offer)

const open = async (issuer: TreeDao, hunter: TreeDao): Promise<SpaceId> => {
  const { api } = issuer.steward
  const title = `${issuer.name} and ${hunter.name}`
  const { space } = await api.partnerships.open({ requestId: requestId(), dao: issuer.space, other: hunter.dao, title, contacts: [] })
  const { link } = await api.deals.link({ space })
  await hunter.steward.api.deals.enter({ requestId: requestId(), link })
  await everywhere('the partnership', [issuer, hunter].flatMap(peopleIn), async (one) =>
    (await one.api.partnerships.list()).some((row) => row.space === space && !row.locked),
  )
  return space
}

/** An offer that the other side says yes to; the app puts it to the members of both. */
const agreed = async ({ space, issuer, hunter }: Sides, gives: Gives, note: string) => {
  const { time } = await issuer.steward.api.partnerships.get({ space })
  const terms = { ...gives, note, validUntil: time + 2 * day }
  const { offer } = await issuer.steward.api.partnerships.offer({
    requestId: requestId(),
    space,
    side: null,
    answers: null,
    terms,
    draft: null,
  })
  await until(`the offer at ${hunter.steward.name}’s`, () => rowAt(hunter.steward, space, offer))
  await hunter.steward.api.partnerships.accept({ requestId: requestId(), space, offer })
  const askedAt = (side: 'issuer' | 'hunter', { steward }: TreeDao): Promise<DecisionId> =>
    until(`the ${side} to be asked`, async () => (await rowAt(steward, space, offer))?.[side].question?.decision)
  return { offer, ofIssuer: await askedAt('issuer', issuer), ofHunter: await askedAt('hunter', hunter) }
}

/** Both vote, and one transaction of whoever is in the deal enacts both. */
const exchange = async (sides: Sides, gives: Gives, note: string) => {
  const { space, issuer, hunter } = sides
  const { offer, ofIssuer, ofHunter } = await agreed(sides, gives, note)
  const { api } = issuer.steward
  // What the partner is to get is no matter of the partner's own ballot.
  await answer({ ...hunter, daos: [] }, ofHunter)
  const early = await refusalOf(api.partnerships.enact({ requestId: requestId(), space, offer }))
  await answer({ ...issuer, daos: [] }, ofIssuer)
  await until(`both sides ready at ${issuer.steward.name}’s`, async () =>
    (await rowAt(issuer.steward, space, offer))?.may.includes('enact'),
  )
  const alone = await refusalOf(api.proposals.enact({ requestId: requestId(), space: issuer.space, decisions: [ofIssuer] }))
  const enacted = await mined(issuer.steward, (await api.partnerships.enact({ requestId: requestId(), space, offer })).id)
  await everywhere(
    'the partnership enacted',
    [issuer, hunter].flatMap(peopleIn),
    async (one) => (await rowAt(one, space, offer))?.status === 'enacted',
  )
  const { now } = await api.partnerships.get({ space })
  if (now === null) throw new Error('the chain was read')
  return { enacted, refused: [early, alone], now }
}

/** While each is a member of the other: one of them decides by the ballot of its partner, and nobody is asked what they asked. */
const decideTogether = async (issuer: TreeDao, hunter: TreeDao) => {
  const both = treeDao(issuer.name, issuer, { people: issuer.people, daos: [hunter] })
  const { decision } = await issuer.steward.api.proposals.submit({
    requestId: requestId(),
    space: issuer.space,
    draft: null,
    title: 'Lend the ladder',
    content: `To ${hunter.name}, until spring.`,
    calls: [],
  })
  // One of its own people says nothing: of four votes two are not more than the rest, and the partner's decides.
  await answer({ ...both, people: issuer.people.slice(0, -1) }, decision)
  const shared = await enact(both, decision)
  const back = await issuer.steward.api.proposals.list({ space: issuer.space })
  return { shared, cameBack: back.some(({ title }) => title.startsWith(`${hunter.name} asks: ${issuer.name} asks`)) }
}

/** Two DAOs exchange power, decide something together, and part: each time by two decisions that are enacted both or not at all. */
export const partner = async (stage: Stage, issuer: TreeDao, hunter: TreeDao, { say }: Pick<Narrator, 'say'>): Promise<Partnership> => {
  const sides = { space: await open(issuer, hunter), issuer, hunter }
  const made = await exchange(sides, { issuerGives: '1', hunterGives: '1' }, 'We carry what you grow.')
  say(`${issuer.name} and ${hunter.name} give each other power by one transaction: ${short(made.enacted.hash)}, ${made.enacted.gas} gas`)
  // A roster of this very second cannot be cited.
  await passTime(stage, 2)
  const { shared, cameBack } = await decideTogether(issuer, hunter)
  say(`${issuer.name} decides by its partner’s ballot: ${short(shared.hash)}; nothing comes back to who asked`)
  const parting = await exchange(sides, { issuerGives: '0', hunterGives: '0' }, 'Until next year.')
  say(`and they part, both or neither: ${short(parting.enacted.hash)}`)
  return {
    made: made.enacted,
    parted: parting.enacted,
    refused: [...made.refused, ...parting.refused],
    shared,
    cameBack,
    during: made.now,
    after: parting.now,
  }
}
