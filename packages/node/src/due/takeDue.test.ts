import { createQueue, type QueueRow } from '@daomesh/chain'
import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { address, DaomeshError, type Signer, unansweredReasons } from '@daomesh/protocol'
import { createVirtualClock } from '@daomesh/testing'
import { expect, test } from 'vitest'
import type { NodeContext } from '../context.ts'
import { createDueDesk, type Due } from './takeDue.ts'

const [one] = devnetAccounts(1)
const account = address.parse(one?.address)
const payee = address.parse(`0x${'d7'.repeat(20)}`)
const due: Due = {
  domain: 'daomesh/roundStep',
  turns: 'daomesh/roundTurn',
  name: ['claim', account, '5'],
  call: { to: payee, value: 5n, data: '0x' },
  worth: 10n ** 18n,
  payees: [account],
}
const hour = 3_600_000

/** A node with a queue on a memory chain, whose person does as told. */
const openDesk = () => {
  const clock = createVirtualClock(1_800_000_000_000)
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'due',
    clock,
    factory: address.parse(`0x${'fa'.repeat(20)}`),
    finality: { confirmations: 0 },
    count: () => ({ immediate: true }) as never,
    autoMine: true,
  })
  chain.fund(account, 10n ** 20n)
  const client = createMemoryClient({ chain, clock })
  const plain = createDevnetSigner(devnetAccounts(1))
  const person: { refusal: string | null; asked: number } = { refusal: null, asked: 0 }
  const signer: Signer = {
    ...plain,
    sign: (by, request) => {
      person.asked += 1
      return person.refusal === null
        ? plain.sign(by, request)
        : Promise.reject(new DaomeshError('SIGNING_REFUSED', { meta: { reason: person.refusal } }))
    },
  }
  const rows: QueueRow[] = []
  const queue = createQueue({
    store: { load: () => rows, save: () => undefined },
    client,
    signer,
    clock,
    onFailure: (error) => {
      throw error
    },
  })
  // The queue, the chain and the signer are whole; of the node the desk asks no more.
  const node = { queue, spaces: { daos: () => [] }, adapters: { clock, chain: { client } } } as unknown as NodeContext
  const desk = createDueDesk(node)
  const take = async (what: Due): Promise<string> => {
    const taken = await desk.take(account, what, (id) => {
      const call = { to: what.call.to, value: what.call.value.toString(), data: what.call.data }
      queue.enqueue({ id, account, call, context: { title: '', lines: [] }, supersededBy: [], subject: {} })
      return Promise.resolve()
    })
    // Sent, mined, and looked at again.
    for (let i = 0; i < 3; i++) await queue.nudge()
    return taken
  }
  return { clock, person, queue, take, paid: () => client.balance(payee) }
}

test.each(Object.values(unansweredReasons))(
  'M289 what is due is asked for again an hour later where there was no person: %s',
  async (reason) => {
    const { clock, person, queue, take, paid } = openDesk()
    person.refusal = reason
    for (let time = 1; time <= 5; time++) {
      expect(await take(due)).toBe('taken')
      expect(await take(due)).toBe('waits')
      expect(person.asked).toBe(time)
      await clock.advance(hour)
    }
    person.refusal = null
    expect(await take(due)).toBe('taken')
    expect(queue.rows().map(({ state }) => state)).toEqual(['final'])
    await clock.advance(100 * hour)
    expect(await take(due)).toBe('waits')
    expect(await paid()).toBe(5n)
  },
)

test('M289 M105 what its person declined is not asked for again', async () => {
  const { clock, person, take } = openDesk()
  person.refusal = 'declined'
  expect(await take(due)).toBe('taken')
  person.refusal = null
  await clock.advance(100 * hour)
  expect(await take(due)).toBe('waits')
  expect(person.asked).toBe(1)
})

test('M105 M173 the same credit is drawn again when it came again', async () => {
  const { take, paid } = openDesk()
  const credit: Due = { ...due, comesAgain: true }
  for (let time = 1; time <= 3; time++) expect(await take(credit)).toBe('taken')
  expect(await paid()).toBe(15n)
})
