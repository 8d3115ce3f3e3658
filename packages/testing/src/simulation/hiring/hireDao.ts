import { address, type BountyId, bountyId, type OfferId, type SpaceId, ether } from '@daomesh/protocol'
import { checkBooks, escrowOf } from '../checks/bounties.ts'
import { count } from '../ledger.ts'
import { demand } from '../violation.ts'
import { type Ending, endings } from './hiringMenu.ts'
import { decide, type HiringWorld, type Name, rest, trouble } from './hiringWorld.ts'

const day = 86_400

type Hired = { readonly bounty: BountyId; readonly amount: bigint; readonly issuer: 'eve' | 'hill'; readonly title: string }

/** A deal from its opening to the ballots by which Mill takes the bounty, and the money. */
const agree = async (world: HiringWorld, title: string): Promise<Hired> => {
  const { timed, random, mill, hill, steps } = world
  const { api, pass, until, requestId, player } = timed
  const issuer = random.pick(['eve', 'hill'] as const)
  const opener: Name = issuer === 'eve' ? 'eve' : 'dan'
  const amount = 1_000n + BigInt(random.below(1_000))
  const { space } = await pass(
    api(opener).deals.open({
      requestId: requestId(),
      as: { side: 'issuer', dao: issuer === 'eve' ? null : hill.space },
      other: { account: mill.dao, kind: 'dao' },
      contacts: [timed.addressOf('ada')],
      subject: { post: null, title, brief: '', tags: [], reward: null, deadline: 0 },
    }),
  )
  const readable = (name: Name) =>
    until(`${name} reads the deal`, async () => (await api(name).deals.list()).some((row) => row.space === space && !row.locked))
  await readable('ada')
  await readable('ben')
  const calm = await trouble(world, ['ada', 'ben', 'cleo', 'dan', opener])
  const now = Math.floor(timed.clock.now() / 1_000)
  const terms = {
    token: ether,
    amount: amount.toString(),
    deliverBy: now + 20 * day,
    reviewPeriod: day,
    reviewer: player(opener).member.account,
    arbiter: address.parse(`0x${'ab'.repeat(20)}`),
    defaultSplit: 5_000,
    validUntil: now + 10 * day,
  }
  const words = { title, brief: `${title}, as said.`, tags: [], files: [] }
  const made = { requestId: requestId(), space, side: null, answers: null, terms, brief: words, draft: null, note: '' }
  const { offer } = await pass(api(opener).deals.offer(made))
  const rowAt = async (name: Name) => (await api(name).deals.get({ space })).offerRows.find((row) => row.offer === offer)
  await until('the offer is there', async () => ((await rowAt('ada'))?.brief ?? null) !== null)
  await pass(api('ada').deals.accept({ requestId: requestId(), space, offer }))
  await until('its members are asked', async () => ((await rowAt('ada'))?.question ?? null) !== null)
  await vote(world, space, offer)
  await until('signed', async () => (await rowAt(opener))?.status === 'signed')
  const { decision } = await pass(api(opener).deals.fund({ requestId: requestId(), space, offer }))
  if (decision !== null) await decide(world, hill, decision)
  await until('funded', async () => (await rowAt(opener))?.status === 'funded' && (await rowAt('ada'))?.status === 'funded')
  await calm()
  count(steps, issuer === 'eve' ? 'hired by a person' : 'hired by a DAO')
  return { bounty: bountyId.parse((await rowAt('ada'))?.bounty ?? ''), amount, issuer, title }
}

/** Two of Mill's three say yes to the one question; nobody signs by hand. */
const vote = async ({ timed, random, mill }: HiringWorld, space: SpaceId, offer: OfferId): Promise<void> => {
  const { api, pass, until, requestId } = timed
  for (const name of random.shuffle(['ada', 'ben'] as const)) {
    const asked = async () => (await api(name).deals.get({ space })).offerRows.find((row) => row.offer === offer)?.question ?? null
    await until(`${name} is asked`, async () => (await asked()) !== null)
    const choices = [{ decision: (await asked())?.decision ?? '', support: 'for' as const }]
    await pass(api(name).ballots.cast({ requestId: requestId(), space: mill.space, choices, reason: '' }))
  }
}

const endIt = async (world: HiringWorld, { bounty, amount, issuer }: Hired, ending: Ending): Promise<bigint> => {
  const { timed, random, mill, hill } = world
  const { api, pass, until, requestId } = timed
  const statusAt = async (name: Name) => (await api(name).bounties.get({ bounty })).status
  const payer: Name = issuer === 'eve' ? 'eve' : 'dan'
  if (ending === 'never delivered') {
    await rest(world, 21 * day)
    await pass(api('ben').bounties.refund({ requestId: requestId(), as: null, bounty }))
    return 0n
  }
  if (ending === 'settled by both') {
    const hunterAmount = BigInt(random.below(Number(amount) + 1)).toString()
    const validUntil = Math.floor(timed.clock.now() / 1_000) + 40 * day
    const { signature } = await pass(
      api('eve').bounties.consent({ requestId: requestId(), bounty, node: null, what: { kind: 'settle', hunterAmount, validUntil } }),
    )
    const both = { hunterAmount, validUntil, hunterSignature: '0x', issuerSignature: signature } as const
    const { decision } = await pass(api('ada').bounties.settle({ requestId: requestId(), as: mill.space, bounty, ...both }))
    await decide(world, mill, decision ?? '')
    return BigInt(hunterAmount)
  }
  const told = { requestId: requestId(), as: mill.space, bounty, note: 'It is there.', files: [] }
  await decide(world, mill, (await pass(api('ada').bounties.deliver(told))).decision ?? '')
  await until('delivered', async () => (await statusAt(payer)) === 'delivered')
  if (ending === 'silence') {
    await rest(world, 2 * day)
    await pass(api('ada').bounties.release({ requestId: requestId(), as: null, bounty }))
    return amount
  }
  const as = issuer === 'eve' ? null : hill.space
  const { decision } = await pass(api(payer).bounties.accept({ requestId: requestId(), as, bounty, node: null }))
  if (decision !== null) await decide(world, hill, decision)
  return amount
}

/** Mill is hired once, from a deal to the money, and all books are looked at. */
export const hireDao = async (world: HiringWorld, n: number): Promise<void> => {
  const { timed, random, mill, steps } = world
  const { api, pass, until } = timed
  const incomeOf = async () => {
    const { rows } = await pass(api('ada').income.get({ space: mill.space, tokens: [ether] }))
    return BigInt(rows[0]?.income ?? 0) + BigInt(rows[0]?.treasury ?? 0)
  }
  const before = await incomeOf()
  const hired = await agree(world, `work ${n}`)
  const ending = random.pick(hired.issuer === 'eve' ? endings : endings.filter((one) => one !== 'settled by both'))
  const due = await endIt(world, hired, ending)
  const side: readonly Name[] = ['ada', 'ben', 'cleo', hired.issuer === 'eve' ? 'eve' : 'dan']
  const told = async (name: Name) => {
    const { status, released } = await api(name).bounties.get({ bounty: hired.bounty })
    return `${status} ${released}`
  }
  await until('released', async () => (await Promise.all(side.map(told))).every((one) => one.startsWith('released')))
  const record = escrowOf(timed).book.bounties.get(hired.bounty)
  const expected = `${record?.status ?? ''} ${record?.released ?? ''}`
  for (const name of side) {
    const said = await told(name)
    demand(world, said === expected, 'all nodes agree on bounties', () => `${name} on ${hired.title}: ${said} against ${expected}`)
  }
  const came = (await incomeOf()) - before
  demand(world, came === due && record?.released === due, 'a DAO is paid what was decided', () => `${ending}: ${came} of ${due}`)
  checkBooks({ chain: timed.chain, checks: world.checks })
  count(steps, `a DAO’s work: ${ending}`)
}
