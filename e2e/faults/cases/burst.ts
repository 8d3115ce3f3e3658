import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import { measureWhile, pauseFor } from '../tools/measure.ts'
import { writeMany } from './slowReader.ts'

/** Calls that each client has open at the same time. */
const atOnce = 128
/** Milliseconds that a screen may wait for an answer while the node writes as fast as its disk takes it. */
const mostWait = 300

export const burst: Fault = {
  title: 'N10 N4 a burst of 40 000 records by two members: nothing is lost, no connection is closed, and the screens answer',
  run: async (stage, extent, tell) => {
    const { space } = stage
    const each = extent === 'full' ? 20_000 : 1_000
    const nodes = await Promise.all([stage.start(stage.copy('ann', 'burst')), stage.start(stage.copy('ben', 'burst'))])
    const [ann, ben] = nodes
    await dial(ann, ben)
    await untilConnected(ann, ben)
    const treasury = await stage.treasury()
    const since = async ({ api }: Running): Promise<number | undefined> => (await api.network.status()).peers[0]?.since
    const entries = async ({ api }: Running): Promise<number> => (await api.daos.hash({ space })).entries
    const opened = await Promise.all(nodes.map(since))
    const had = await entries(ann)
    const page = () => ann.api.daos.get({ space })
    const quiet = await measureWhile(stage, ann, pauseFor(2), page)

    const began = performance.now()
    const writing = Promise.all(nodes.map((node) => writeMany(stage, node, each, 44, atOnce)))
    const flooded = await measureWhile(stage, ann, writing, page)
    const written = performance.now() - began
    const all = had + 2 * each
    await until('everything at both', async () => (await entries(ann)) >= all && (await entries(ben)) >= all, 300_000)
    const took = performance.now() - began
    tell(
      `${2 * each} records written in ${(written / 1000).toFixed(1)} s, all at both ${(took / 1000).toFixed(1)} s after the first; answers p50 ${flooded.p50.toFixed(0)} p99 ${flooded.p99.toFixed(0)} worst ${flooded.worst.toFixed(0)} ms of ${flooded.asked} (quiet: p99 ${quiet.p99.toFixed(0)} ms), memory +${flooded.grownBy.toFixed(0)} MB`,
    )
    await untilEqual(stage, nodes, 120_000)
    demand((await Promise.all(nodes.map(since))).join() === opened.join(), 'the connection was closed on the way')
    const allowed = Math.max(mostWait, 3 * quiet.p99)
    demand(flooded.p99 <= allowed, `p99 of the answers ${flooded.p99.toFixed(0)} ms, allowed ${allowed.toFixed(0)} ms`)
    await treasuryIs(stage, treasury, ann)
    await Promise.all(nodes.map((node) => node.kill()))
  },
}
