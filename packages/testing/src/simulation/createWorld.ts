import { createHash } from 'node:crypto'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { createMemoryChain } from '@daomesh/chain/memory'
import { nativeVerifier } from '@daomesh/log/native'
import { createMemoryHub } from '@daomesh/network/memory'
import { address, type SpaceId } from '@daomesh/protocol'
import { escrowWithGovernance } from '../world/escrowWithGovernance.ts'
import { roundsWithGovernance } from '../world/roundsWithGovernance.ts'
import { createSeededRandom } from '../world/seededRandom.ts'
import { rememberingVerifier } from '../world/rememberingVerifier.ts'
import { createVirtualClock } from '../world/virtualClock.ts'
import { countTwice } from './checks/countTwice.ts'
import { recordTwice } from './checks/recordTwice.ts'
import { createTrace } from './trace.ts'
import type { Person, World } from './world.ts'
import { count, emptyLedger } from './ledger.ts'
import { Violation } from './violation.ts'

export const blockSeconds = 12
export const confirmations = 3
/** So many blocks come as ever after all who were there have crashed; that takes longer than anybody stays down. */
export const blocksAlone = 10
/** Between two blocks while everybody sleeps, in milliseconds. */
const sleepingBlock = 6 * 3_600_000
export const ether = 10n ** 18n
/** Derived once: the phrase and its accounts are the same for every seed. */
const accounts = devnetAccounts(16)
const factory = address.parse(`0x${'fa'.repeat(20)}`)

export type WorldOptions = {
  readonly onLine?: ((line: string) => void) | undefined
  /** A network that loses, doubles and reorders nothing. */
  readonly calm?: boolean
}

export const createWorld = (seed: number | string, { onLine, calm = false }: WorldOptions = {}): World => {
  const clock = createVirtualClock()
  const random = createSeededRandom(`seed ${seed}`)
  const trace = createTrace(clock.now, onLine)
  const broken: Error[] = []
  const ledger = emptyLedger()
  const weather = random.fork('weather')
  const hub = createMemoryHub({
    clock,
    random: random.fork('hub'),
    delay: [5, weather.between(40, 250)],
    loss: calm ? 0 : weather.between(0, 0.25),
    duplication: calm ? 0 : weather.between(0, 0.2),
    reorder: calm ? 0 : weather.between(0, 0.2),
    onFault: (fault) => count(ledger.faults, `message ${fault}`),
  })
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: createHash('sha256').update(`daomesh simulation ${seed}`).digest('hex'),
    clock,
    factory,
    finality: { confirmations },
    count: countTwice(ledger, (violation) => broken.push(violation)),
    recordRules: recordTwice(ledger, (violation) => broken.push(violation)),
    escrowRules: escrowWithGovernance,
    roundRules: roundsWithGovernance,
    autoMine: false,
  })
  for (const { address: account } of accounts) chain.fund(account, 100n * ether)
  chain.mine()
  const people: Person[] = []
  const atTransaction: (() => void)[] = []
  const mine = (): void => {
    chain.mine()
    if ((chain.blocks().at(-1)?.transactions.length ?? 0) > 0) for (const run of atTransaction.splice(0)) run()
  }
  let cancelTick = (): void => {}
  /** Blocks in a row for which nobody was there, since somebody last came. */
  let alone = 0
  /** Who has crashed, and did not go to sleep, is back within seconds, and waits for a block. */
  const mayComeBack = (): boolean => alone <= blocksAlone && people.some(({ gone, asleep }) => !gone && !asleep)
  const tick = (): void => {
    mine()
    alone = people.some(({ process }) => process !== null) ? 0 : alone + 1
    // While everybody sleeps nobody looks at the blocks between.
    cancelTick = clock.setTimer(tick, alone === 0 || mayComeBack() ? blockSeconds * 1_000 : sleepingBlock)
  }
  cancelTick = clock.setTimer(tick, blockSeconds * 1000)
  const stir = (): void => {
    cancelTick()
    alone = 0
    mine()
    cancelTick = clock.setTimer(tick, blockSeconds * 1_000)
  }

  const pass = async (milliseconds: number): Promise<void> => {
    await clock.advance(milliseconds)
    const [first] = broken
    if (first !== undefined) throw first
  }
  const plain = nativeVerifier({ breathe: () => Promise.resolve() })
  let numbers = 0
  return {
    seed,
    clock,
    random,
    hub,
    chain,
    verifier: rememberingVerifier(plain),
    plainVerifier: plain,
    trace,
    people,
    accounts,
    broken,
    payees: new Map(),
    losses: [],
    works: [],
    space: '' as SpaceId,
    next: () => (numbers += 1),
    pass,
    stir,
    atNextTransaction: (run) => void atTransaction.push(run),
    narrow: new Set(),
    newcomer: '',
    ...ledger,
    async until(what, holds, milliseconds = 600_000) {
      count(ledger.checks, 'progress')
      const end = clock.now() + milliseconds
      while (!(await holds())) {
        if (clock.now() >= end) throw new Violation('progress', `within ${milliseconds} ms of virtual time never: ${what}`)
        await pass(2_000)
      }
    },
    async run(what, promise, milliseconds = 300_000) {
      count(ledger.checks, 'progress')
      let settled = false
      const mark = (): void => {
        settled = true
      }
      promise.then(mark, mark)
      await pass(0)
      for (const end = clock.now() + milliseconds; !settled; await pass(50))
        if (clock.now() >= end) throw new Violation('progress', `within ${milliseconds} ms of virtual time never settled: ${what}`)
      return promise
    },
  }
}
