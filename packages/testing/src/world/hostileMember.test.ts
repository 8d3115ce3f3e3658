import { approveCall, type ChainCall, encodeEscrow, escrowAddress } from '@daomesh/chain'
import { createDevnetSigner } from '@daomesh/chain/devnet'
import { readRecords } from '@daomesh/node/client'
import { address, type Agreement, agreementSchema, type Hex, type SpaceId, toRecord } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { dealingIn, openDaoDeal } from './dealScene.ts'
import { createTimedWorld, foundTimed, type TimedWorld } from './timedWorld.ts'

beforeAll(warmUp)

const zero = address.parse(`0x${'00'.repeat(20)}`)

/** Ada and ben are a DAO, which is to pay dan for a lamp: agreed on by ada, who is away when dan signs. */
const agreed = async () => {
  const world = await createTimedWorld(['ada', 'ben', 'dan'], { escrow: true })
  const { api, pass, requestId, player } = world
  const { offer, readable, sees, online } = dealingIn(world)
  const { space, dao, deal } = await openDaoDeal(world)
  for (const name of ['ada', 'ben']) await readable(name, deal)
  const made = await offer('ada', deal, '5')
  for (const name of ['ben', 'dan']) await sees(name, deal, made, 'open')
  await online('ada', false)
  await pass(api('dan').deals.accept({ requestId: requestId(), space: deal, offer: made }))
  await sees('ben', deal, made, 'signed')
  const request = player('dan').asked.find((one) => one.type === 'typedData' && one.name === 'Agreement')
  const [, , account] = world.accounts
  if (request === undefined || account === undefined) throw new RangeError('dan signed')
  const hunterSignature = (await createDevnetSigner([account]).sign(account.address, request)) as Hex
  const page = await api('ben').deals.get({ space: deal })
  const row = page.offerRows.find((one) => one.offer === made)
  const agreement: Agreement = agreementSchema.parse(
    toRecord({ ...row?.terms, issuer: page.issuer.account, hunter: page.hunter.account, nonce: BigInt(`0x${made}`) }),
  )
  return { world, space, dao, deal, made, agreement, hunterSignature, online }
}

const submit = (world: TimedWorld, space: SpaceId, calls: readonly ChainCall[], more: object = {}) =>
  world.pass(
    world.api('ben').proposals.submit({
      requestId: world.requestId(),
      space,
      draft: null,
      title: 'Fund the bounty Lamp',
      content: 'As agreed.',
      calls: calls.map(({ to, value, data }) => ({ target: to, value: value.toString(), data })),
      ...more,
    }),
  )

test('M402 M152 G10 what one member writes so that its ballots cannot pay, or pay something beside, keeps no agreed bounty from being paid in', async () => {
  const { world, space, deal, made, agreement, hunterSignature, online } = await agreed()
  const { api, pass, until, player, requestId } = world
  const pays = encodeEscrow(escrowAddress(), { kind: 'fund', agreement, hunterSignature })
  const ben = player('ben').member.account
  const { decision: never } = await submit(world, space, [{ to: ben, value: 10n ** 30n, data: '0x' }])
  const hostile = [
    { decision: never },
    // Reserved to its author, who never sends it.
    await submit(world, space, [pays], { executor: ben }),
    // After something that is never enacted.
    await submit(world, space, [pays], { after: never }),
    // Without the money that it wants.
    await submit(world, space, [{ ...pays, value: 0n }]),
    // With something for its author beside.
    await submit(world, space, [{ to: ben, value: 7n, data: '0x' }, pays]),
    await submit(world, space, [approveCall({ token: escrowAddress(), spender: ben, amount: 7n }), pays]),
  ].map(({ decision }) => decision)
  await online('ada', true)
  await until('ada has them', async () => (await api('ada').proposals.list({ space })).length >= 6)
  const fundings = async (name: string) =>
    (await api(name).proposals.list({ space })).filter((row) => row.title === 'Fund the bounty Lamp' && !hostile.includes(row.decision))
  await until('the members are asked to pay', async () => (await fundings('ben')).length > 0)
  const [asked] = await fundings('ben')
  expect(asked?.author).toBe(player('ada').member.account)
  // By hand it is that one, and no other.
  const { decision } = await pass(api('ben').deals.fund({ requestId: requestId(), space: deal, offer: made }))
  expect(decision).toBe(asked?.decision)
  expect((await fundings('ben')).length).toBe(1)
  await world.close()
}, 120_000)

test('M400 a proposal is taken back by its author alone: who did not write it is told so, and nothing is written', async () => {
  const world = await createTimedWorld(['ada', 'ben'])
  const { api, pass, until, requestId } = world
  const space = await foundTimed(world, ['ada', 'ben'])
  const { decision } = await submit(world, space, [{ to: zero, value: 1n, data: '0x' }])
  await until('ada has it', async () => (await api('ada').proposals.list({ space })).length === 1)
  const records = async () => (await readRecords({ daos: api('ada').daos, space })).length
  const before = await records()
  const withdraw = (name: string) => pass(api(name).proposals.withdraw({ requestId: requestId(), space, decision }))
  await expect(withdraw('ada')).rejects.toMatchObject({ code: 'PROPOSAL_FOREIGN', data: { meta: { decision } } })
  expect(await records()).toBe(before)
  expect((await api('ada').proposals.get({ space, decision })).state).toBe('open')
  await withdraw('ben')
  await until('it is taken back', async () => (await api('ada').proposals.get({ space, decision })).state === 'withdrawn')
  await world.close()
})
