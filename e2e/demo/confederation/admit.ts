import { erc20Abi, encodeFunctionData } from 'viem'
import type { Address } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import type { Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'
import type { Mined } from '../props/mined.ts'
import { passTime } from '../props/passTime.ts'
import { short } from '../props/say.ts'
import { gracePeriod, seat, tribute } from './cast.ts'
import { peopleIn, type TreeDao, treeDao } from './daos.ts'
import { answer, decide } from './decide.ts'

const terms = { power: seat.power.toString(), shares: seat.shares.toString() }

/** The members of the DAO that applies agree twice in one go: that it takes the seat, and that the confederation may take the tribute for it. */
const apply = async (ferry: TreeDao, watershed: TreeDao, token: Address): Promise<void> => {
  const { api } = ferry.steward
  const { link: invite } = await watershed.steward.api.daos.invite({ requestId: requestId(), space: watershed.space, expiresInHours: 1 })
  const reason = 'We take people across.'
  const joining = await api.confederations.apply({ requestId: requestId(), as: ferry.space, outer: null, invite, ...terms, reason })
  const { decision } = await api.proposals.submit({
    requestId: requestId(),
    space: ferry.space,
    draft: null,
    title: `Tribute to ${watershed.name}`,
    content: `${watershed.name} may take ${tribute} units when it takes us in.`,
    calls: [
      {
        target: token,
        value: '0',
        data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [watershed.dao, tribute] }),
      },
    ],
  })
  await Promise.all([answer(ferry, joining.decision), decide(ferry, decision)])
}

/** In one decision the confederation gives a seat and takes the tribute: both or neither. */
const admit = async (watershed: TreeDao, ferry: TreeDao, token: Address): Promise<Mined> => {
  const { api } = watershed.steward
  await until(`${ferry.name} at the door of ${watershed.name}`, async () =>
    (await api.confederations.seats({ space: watershed.space })).some(({ account, agreed }) => account === ferry.dao && agreed),
  )
  await api.treasury.list({ requestId: requestId(), space: watershed.space, standard: 'erc20', token, item: null })
  const { decision } = await api.treasury.tribute({
    requestId: requestId(),
    space: watershed.space,
    account: ferry.dao,
    token,
    amount: tribute.toString(),
    ...terms,
    funds: null,
    reason: 'A seat for it.',
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
  await until(`everybody of ${ferry.name} in ${watershed.name}`, async () =>
    (await Promise.all(peopleIn(ferry).map(({ api }) => api.daos.get({ space: watershed.space })))).every(
      ({ standing, locked }) => standing === 'member' && !locked,
    ),
  )
  // Its seat counts in what is decided once it is as old as the grace period.
  await passTime(stage, gracePeriod + 2)
  say(`${ferry.name} is in for ${tribute} units of a token: seat and tribute by one decision, ${short(admitted.hash)}, ${admitted.gas} gas`)
  return { watershed: grown, admitted }
}
