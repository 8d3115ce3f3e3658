import type { Address } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Mined } from '../props/mined.ts'
import { everywhere } from '../props/everywhere.ts'
import { passTime } from '../props/passTime.ts'
import { short } from '../props/say.ts'
import { gracePeriod, seat, tribute } from './cast.ts'
import { peopleIn, type TreeDao, treeDao } from './daos.ts'
import { decide } from './decide.ts'

const terms = { power: seat.power.toString(), shares: seat.shares.toString() }

/** One decision of the DAO that applies: it asks for the seat, and lets the confederation take the tribute for it. */
const apply = async (ferry: TreeDao, watershed: TreeDao, token: Address): Promise<void> => {
  const { api } = ferry.steward
  const { link: invite } = await watershed.steward.api.daos.invite({ requestId: requestId(), space: watershed.space, expiresInHours: 1 })
  await api.treasury.list({ requestId: requestId(), space: ferry.space, standard: 'erc20', token, item: null })
  const { decision } = await api.confederations.apply({
    requestId: requestId(),
    as: ferry.space,
    outer: null,
    invite,
    ...terms,
    reason: 'We take people across.',
    tribute: { token, amount: tribute.toString() },
  })
  await decide(ferry, decision)
}

/** In one decision the confederation gives a seat and takes the tribute: both or neither. */
const admit = async (watershed: TreeDao, ferry: TreeDao, token: Address): Promise<Mined> => {
  const { api } = watershed.steward
  await api.treasury.list({ requestId: requestId(), space: watershed.space, standard: 'erc20', token, item: null })
  const { allows, ...seat } = await until(`${ferry.name} at the door of ${watershed.name}`, async () =>
    (await api.confederations.seats({ space: watershed.space })).find(({ account, agreed }) => account === ferry.dao && agreed),
  )
  const [offered] = allows
  if (offered === undefined) throw new Error(`${ferry.name} lets nothing be taken`)
  const { decision } = await api.confederations.invite({
    requestId: requestId(),
    space: watershed.space,
    dao: ferry.dao,
    power: seat.power,
    shares: seat.shares,
    reason: 'A seat for it.',
    tribute: { token, amount: offered.amount },
  })
  return decide(watershed, decision)
}

export type Admission = { readonly watershed: TreeDao; readonly admitted: Mined }

/** A DAO applies with a tribute and is taken in; its people read the confederation from then on. */
export const admitApplicant = async (
  stage: Stage,
  watershed: TreeDao,
  ferry: TreeDao,
  token: Address,
  { say }: Narrator,
): Promise<Admission> => {
  await apply(ferry, watershed, token)
  const admitted = await admit(watershed, ferry, token)
  const grown = treeDao(watershed.name, watershed, { daos: [...watershed.daos, ferry] })
  await everywhere(`${watershed.name} open`, peopleIn(ferry), async ({ api }) => {
    const { standing, locked } = await api.daos.get({ space: watershed.space })
    return standing === 'member' && !locked
  })
  // Its seat counts in what is decided once it is as old as the grace period.
  await passTime(stage, gracePeriod + 2)
  say(`${ferry.name} is in for ${tribute} units of a token: seat and tribute by one decision, ${short(admitted.hash)}, ${admitted.gas} gas`)
  return { watershed: grown, admitted }
}
