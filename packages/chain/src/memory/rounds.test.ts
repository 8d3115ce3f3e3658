import {
  createSeededRandom,
  drawRoundStep,
  type EscrowHost,
  openAnvilHost,
  openMemoryHost,
  openRoundCast,
  type RoundCast,
  type RoundStep,
  type RoundWalk,
  unwilling,
} from '@daomesh/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acceptRounds } from '../acceptance/acceptRounds.ts'
import { roundsAddress } from '../calls/factoryAddress.ts'

acceptRounds('memory', openMemoryHost)

const intense = process.env['DAOMESH_INTENSE'] === '1'
const steps = intense ? 5_000 : 350

let anvil: EscrowHost
beforeAll(async () => {
  anvil = await openAnvilHost()
}, 120_000)
afterAll(() => anvil.close())
acceptRounds('anvil', openAnvilHost)

const take = async (cast: RoundCast, step: RoundStep) => {
  if (step.kind === 'act') return cast.act(step.from, step.action)
  if (step.kind === 'decide') {
    const outcome = await cast.decide(cast[step.dao], [step.action])
    // A decision pins the code of the contract, which is another one in memory; so ids in the arguments of a failure differ.
    return outcome === 'done' ? outcome : outcome.error
  }
  if (step.kind === 'pass') await cast.host.pass(step.seconds)
  else await cast.host.refuse(unwilling, step.refuses)
  return 'done'
}

const worths = async ({ host, valley, mill, ridge }: RoundCast) => {
  const accounts = [...host.accounts.map(({ address }) => address), valley.dao, mill.dao, ridge.dao, unwilling, roundsAddress()]
  return Promise.all([...accounts.map((account) => host.worth(account)), ...accounts.map((account) => host.worth(account, host.coin))])
}

test(
  'A57 whatever is asked of rounds, the memory chain refuses as the contract does, tells the same facts and pays the same, to the unit',
  async () => {
    const casts = [await openRoundCast(anvil), await openRoundCast(await openMemoryHost())] as const
    for (const { host, mill, ridge } of casts)
      for (const { dao } of [mill, ridge]) await host.call(7, { to: dao, value: 10_000n, data: '0x' })
    const walk: RoundWalk = { random: createSeededRandom('round walk'), all: [], nonce: 0n, now: 0 }
    const done = new Set<string>()
    for (let i = 0; i < steps; i++) {
      walk.now = await casts[0].now()
      const step = drawRoundStep(casts[0], walk)
      const [real, mirrored] = await Promise.all(casts.map((cast) => take(cast, step)))
      const what = 'action' in step ? step.action.kind : step.kind
      expect(mirrored, `step ${i}: ${what} is answered alike`).toEqual(real)
      if (real === 'done') done.add(what)
    }
    const [real, mirrored] = await Promise.all(casts.map((cast) => cast.facts()))
    expect(mirrored).toEqual(real)
    expect(await worths(casts[1])).toEqual(await worths(casts[0]))
    // A walk in which nothing succeeds would prove little.
    expect(new Set(real?.map(({ fact }) => fact.kind)).size).toBeGreaterThan(7)
    expect(done.size).toBeGreaterThan(9)
  },
  intense ? 1_200_000 : 60_000,
)
