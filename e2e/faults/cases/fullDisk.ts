import { join } from 'node:path'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { giveAccount, untilEqual } from '../stage/account.ts'
import { followClaims } from '../stage/claims.ts'
import { dial, untilConnected } from '../stage/connect.ts'
import { openLedger } from '../stage/ledger.ts'
import { mountSmallDisk, noMount } from '../tools/smallDisk.ts'

export const fullDisk: Fault = {
  title: 'K2 a full disk: a coded error and no acknowledgement, the node answers on, and goes on as soon as there is space',
  short: true,
  impossible: noMount,
  run: async (stage, _extent, tell) => {
    const disk = mountSmallDisk(join(stage.folder, 'small'), 48)
    try {
      const home = stage.copyInto('ann', join(disk.path, 'ann'))
      const [ann, ben] = await Promise.all([stage.start(home), stage.start(stage.copy('ben', 'full'))])
      await dial(ann, ben)
      await untilConnected(ann, ben)
      const ledger = await openLedger(stage)
      const claims = followClaims(stage, ben.api, stage.account.ann)
      for (let n = 0; n < 4; n += 1) demand((await ledger.askMore(ann.api)) === null, 'a request was refused before the disk was full')

      disk.fill()
      const before = ledger.acknowledged()
      const refusals: string[] = []
      // The file of writes may have room left from before; a few requests use it up.
      for (let n = 0; n < 400 && refusals.length < 6; n += 1) {
        const code = await ledger.askMore(ann.api)
        if (code !== null) refusals.push(code)
      }
      demand(refusals.length === 6, 'the disk was never full')
      const odd = refusals.find((code) => code !== 'STORAGE_FAILED' && code !== 'DRAFT_UPDATE_REFUSED')
      demand(odd === undefined && refusals.includes('STORAGE_FAILED'), `a full disk was called ${refusals.join(', ')}`)
      for (let n = 0; n < 5; n += 1) await claims.write()
      const status = await ann.api.node.status()
      demand(status.network.peers === 1, 'a full disk cost the connection')
      await claims.note()

      disk.free()
      demand((await ledger.askMore(ann.api)) === null, 'there is space again, and it still refuses')
      const comments = async () => (await ann.api.proposals.get({ space: stage.space, decision: stage.decision })).comments
      await until(
        'what came while the disk was full',
        async () => (await comments()).filter(({ text }) => text.startsWith('for a claim')).length === 5,
      )
      await ledger.askAgain(ann.api)
      await untilEqual(stage, [ann, ben])
      await claims.note()
      await ann.kill()
      await ben.api.network.setOnline({ online: false, chain: true })
      const again = await stage.start(home)
      await giveAccount(stage, again, ledger, claims)
      tell(`${before} acknowledged before, ${refusals.length} refused, ${ledger.acknowledged()} acknowledged at the end`)
      await Promise.all([again.stop(), ben.stop()])
    } finally {
      disk.remove()
    }
  },
}
