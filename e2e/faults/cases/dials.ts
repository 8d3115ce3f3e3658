import { demand, type Fault } from '../fault.ts'
import { attack } from '../hostile/attack.ts'
import { untilEqual } from '../stage/account.ts'
import { dial, untilConnected } from '../stage/connect.ts'
import { until } from '../../scene/until.ts'
import { measureWhile, pauseFor } from '../tools/measure.ts'

export const manyDials: Fault = {
  title: 'N8 1 000 strangers dial and stay: members are kept, and one who comes back is let in',
  run: async (stage, extent, tell) => {
    const many = extent === 'full' ? 1_000 : 300
    const home = stage.copy('ben', 'dials')
    const [ann, ben] = await Promise.all([stage.start(stage.copy('ann', 'dials')), stage.start(home)])
    await dial(ben, ann)
    await untilConnected(ann, ben)
    await untilEqual(stage, [ann, ben])
    const seconds = extent === 'full' ? 90 : 40
    const attacking = attack(stage, ann, { kind: 'dials', seconds, many })
    const measuring = measureWhile(stage, ann, attacking)
    // Awaited at the end; what fails before that is told first.
    for (const one of [attacking, measuring]) one.catch(() => undefined)
    const peers = async (): Promise<number> => (await ann.api.network.status()).peers.length
    await until('a crowd', async () => (await peers()) > 60, (seconds - 10) * 1000)
    await untilConnected(ann, ben)
    await ben.stop()
    await pauseFor(1)
    const again = await stage.start(home)
    const began = performance.now()
    await until(
      'the member to be let in again',
      async () => {
        await dial(again, ann)
        return true
      },
      20_000,
    )
    await untilConnected(ann, again)
    const took = performance.now() - began
    await untilEqual(stage, [ann, again], 20_000)
    const crowd = await peers()
    const [report, measured] = await Promise.all([attacking, measuring])
    tell(
      `${report.sent} dialled, ${report.held} still in at the end, ${crowd} connected while the member came back, which took ${took.toFixed(0)} ms; memory +${measured.grownBy.toFixed(0)} MB, p99 ${measured.p99.toFixed(0)} ms`,
    )
    demand(crowd <= 66, `${crowd} connections`)
    await untilConnected(ann, again)
    await Promise.all([ann.kill(), again.kill()])
  },
}
