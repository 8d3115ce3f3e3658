import {
  cast,
  createSeededRandom,
  drawStep,
  type EscrowHost,
  openAnvilHost,
  openMemoryHost,
  type Walk,
  type WalkStep,
} from '@daomesh/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptEscrow } from '../acceptance/acceptEscrow.ts'

acceptEscrow('memory', openMemoryHost)

const intense = process.env['DAOMESH_INTENSE'] === '1'
const [walks, steps] = intense ? [8, 2_500] : [1, 300]

let anvil: EscrowHost
beforeAll(async () => {
  anvil = await openAnvilHost()
}, 120_000)
afterAll(() => anvil.close())

const take = async (host: EscrowHost, step: WalkStep) => {
  if (step.kind === 'act') return host.attempt(step.from, step.action)
  if (step.kind === 'pass') await host.pass(step.seconds)
  else await host.refuse((host.accounts[cast.refusing] as (typeof host.accounts)[number]).address, step.refuses)
  return 'done'
}

const worths = async (host: EscrowHost) => {
  const all = host.accounts.map(({ address }) => address)
  return Promise.all([...all.map((account) => host.worth(account)), ...all.map((account) => host.worth(account, host.coin))])
}

test(
  'A41 whatever is asked of it, the memory chain refuses as the contract does, tells the same facts and pays the same, to the unit',
  async () => {
    const memory = await openMemoryHost()
    const done = new Set<string>()
    for (let n = 0; n < walks; n++) {
      const now = (await anvil.client.head()).timestamp
      const walk: Walk = {
        random: createSeededRandom(`escrow walk ${n}`),
        accounts: anvil.accounts,
        coin: anvil.coin,
        all: [],
        nonce: BigInt(n) << 32n,
        now,
      }
      for (let i = 0; i < steps; i++) {
        const step = await drawStep(walk)
        const [real, mirrored] = await Promise.all([take(anvil, step), take(memory, step)])
        const what = step.kind === 'act' ? step.action.kind : step.kind
        expect(mirrored, `walk ${n}, step ${i}: ${what} is answered alike`).toEqual(real)
        if (real === 'done') done.add(what)
        // What was never funded leads nowhere.
        if (what === 'fund' && real !== 'done') walk.all.pop()
      }
    }
    expect(await memory.facts()).toEqual(await anvil.facts())
    expect(await worths(memory)).toEqual(await worths(anvil))
    // A walk in which nothing succeeds would prove little.
    expect(done.size).toBeGreaterThan(12)
  },
  intense ? 1_200_000 : 60_000,
)
