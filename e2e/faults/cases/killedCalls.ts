import { toError } from '@daomesh/protocol'
import { demand, type Fault } from '../fault.ts'
import { giveAccount, untilEqual } from '../stage/account.ts'
import { type Claims, followClaims } from '../stage/claims.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import { isGone, type Ledger, openLedger } from '../stage/ledger.ts'
import { stillAlive } from '../stage/stillAlive.ts'
import { type DiskCall, injecting, type Injection, noStrace } from '../tools/strace.ts'

const range = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)

const kills = (call: DiskCall, when: readonly number[]): readonly Injection[] => when.map((n) => ({ call, fault: 'KILL', when: String(n) }))

/** A slow start flushes more: the first may fall into it, and the second then falls into the work. */
const short = kills('fsync', [30, 40])
/** Every flush and every rename of a start and of a dozen requests; every seventh of the writes, so that each step of a commit is met. */
const full = [
  ...kills('fsync', range(1, 48, 1)),
  ...kills('pwrite64', range(1, 330, 7)),
  ...kills('rename', range(1, 6, 1)),
  ...kills('unlink', range(1, 6, 1)),
  ...kills('ftruncate', range(1, 2, 1)),
  ...kills('write', range(1, 40, 3)),
]

/** How many requests a life gets. The kill falls before their end, or after the last the test kills. */
const requests = 14

const live = async (ann: Running, ben: Running, ledger: Ledger, claims: Claims): Promise<void> => {
  await claims.holdTo(ann.api)
  await ledger.holdTo(ann.api)
  await ledger.askAgain(ann.api)
  await ben.api.network.setOnline({ online: true, chain: true })
  await dial(ann, ben)
  await untilConnected(ann, ben)
  for (let n = 0; n < requests; n += 1) {
    if (n % 4 === 1) await claims.write()
    if (isGone(await ledger.askMore(ann.api))) return
    await claims.note()
  }
  // A frontier goes out a quarter of a second after a record.
  await new Promise((resolve) => setTimeout(resolve, 600))
  await claims.note()
}

export const killedCalls: Fault = {
  title:
    'K1 killed in the nth write, flush or rename of a whole node: what it acknowledged or told others that it holds is there, and all acted once',
  short: true,
  impossible: noStrace,
  run: async (stage, extent, tell) => {
    const home = stage.copy('ann', 'killed')
    const ben = await stage.start(stage.copy('ben', 'killed'))
    const ledger = await openLedger(stage)
    const claims = followClaims(stage, ben.api, stage.account.ann)
    const died = { starting: 0, living: 0, 'by the test': 0 }
    for (const injection of extent === 'full' ? full : short) {
      // Nobody can bring back what it lost before it was asked.
      await ben.api.network.setOnline({ online: false, chain: true })
      const ann = await stage.start(home, { before: injecting(injection) }).catch(() => null)
      if (ann === null) {
        died.starting += 1
        continue
      }
      const failed = await live(ann, ben, ledger, claims).then(() => null, toError)
      const end = await Promise.race([ann.ended, stillAlive(failed !== null)])
      if (end === 'alive' && failed !== null) throw failed
      died[end === 'alive' ? 'by the test' : 'living'] += 1
      await ann.kill()
    }
    await ben.api.network.setOnline({ online: false, chain: true })
    const ann = await stage.start(home)
    await giveAccount(stage, ann, ledger, claims)
    const figures = `${died.starting} died starting, ${died.living} at work, ${died['by the test']} by the test; ${ledger.acknowledged()} requests acknowledged, ${claims.count()} records claimed`
    const [acknowledged, claimed] = extent === 'full' ? [20, 5] : [1, 0]
    const killed = died.starting + died.living
    demand(
      ledger.acknowledged() >= acknowledged && claims.count() >= claimed && killed > 0,
      `too little happened to mean anything: ${figures}`,
    )
    await ben.api.network.setOnline({ online: true, chain: true })
    await dial(ann, ben)
    await untilEqual(stage, [ann, ben])
    tell(figures)
    await Promise.all([ann.stop(), ben.stop()])
  },
}
