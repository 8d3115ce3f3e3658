import { join } from 'node:path'
import { readRecords } from '@daomesh/node/client'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { giveAccount, untilEqual } from '../stage/account.ts'
import { type Claims, followClaims } from '../stage/claims.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import { type Ledger, openLedger } from '../stage/ledger.ts'
import type { Stage } from '../stage/openStage.ts'
import { pauseFor } from '../tools/measure.ts'
import { mountCutDisk, noPowerCut } from '../tools/powerCut.ts'

/** Seconds between the last record that came by gossip and the cut: before, around and after the frontier that claims it. */
const moments = [0, 0.2, 0.3, 0.6]
const requests = 6

const heldBy = async ({ api }: Running, { space }: Stage): Promise<ReadonlySet<string>> =>
  new Set((await readRecords({ daos: api.daos, space })).map(({ entry }) => entry as string))

/** Both write until the power of her disk is cut, and for a while after it. @returns what she held at the cut. */
const workUntilCut = async (
  stage: Stage,
  { ann, ledger, claims }: { readonly ann: Running; readonly ledger: Ledger; readonly claims: Claims },
  cut: () => Promise<void>,
): Promise<ReadonlySet<string>> => {
  for (let n = 0; n < requests; n += 1) {
    demand((await ledger.askMore(ann.api)) === null, 'a request was refused before the cut')
    if (n % 2 === 1) await claims.write()
    await claims.note()
  }
  // His words alone come in now: stored, and flushed by nothing of hers.
  await pauseFor(0.6)
  const before = (await heldBy(ann, stage)).size
  for (let n = 0; n < 3; n += 1) await claims.write()
  await until('his words at hers', async () => (await heldBy(ann, stage)).size >= before + 3)
  const held = await heldBy(ann, stage)
  await cut()
  // Whatever she acknowledges or claims from here on has to be on the disk already.
  for (let n = 0; n < 2; n += 1) await Promise.race([ledger.askMore(ann.api), pauseFor(3)])
  await claims.write()
  await pauseFor(0.6)
  await claims.note()
  return held
}

export const powerLoss: Fault = {
  title:
    'K1 K2 the power of a disk is cut under a whole node: what it acknowledged or told others that it holds is there, and it starts sound',
  impossible: noPowerCut,
  run: async (stage, extent, tell) => {
    const disk = mountCutDisk(join(stage.folder, 'cut.image'), join(stage.folder, 'cut'), 96)
    try {
      const home = stage.copyInto('ann', join(disk.path, 'ann'))
      disk.flush()
      const ben = await stage.start(stage.copy('ben', 'power'))
      const ledger = await openLedger(stage)
      const claims = followClaims(stage, ben.api, stage.account.ann)
      let lost = 0
      let cuts = 0
      for (const moment of extent === 'full' ? [...moments, ...moments, ...moments] : moments.slice(0, 2)) {
        // Nobody can bring back what it lost before it was asked.
        await ben.api.network.setOnline({ online: false, chain: true })
        const ann = await stage.start(home)
        const { storage } = await ann.api.node.status()
        demand(storage.damage === null, `it started damaged: ${JSON.stringify(storage.damage)}`)
        await claims.holdTo(ann.api)
        await ledger.holdTo(ann.api)
        await ledger.askAgain(ann.api)
        await ben.api.network.setOnline({ online: true, chain: true })
        await dial(ann, ben)
        await untilConnected(ann, ben)
        await untilEqual(stage, [ann, ben])
        const held = await workUntilCut(stage, { ann, ledger, claims }, async () => {
          await pauseFor(moment)
          disk.cut()
        })
        cuts += 1
        await ann.kill()
        disk.powerOn()
        await ben.api.network.setOnline({ online: false, chain: true })
        const again = await stage.start(home)
        const kept = await heldBy(again, stage)
        lost += [...held].filter((entry) => !kept.has(entry)).length
        await again.kill()
      }
      await ben.api.network.setOnline({ online: false, chain: true })
      const ann = await stage.start(home)
      await giveAccount(stage, ann, ledger, claims)
      await ben.api.network.setOnline({ online: true, chain: true })
      await dial(ann, ben)
      await untilEqual(stage, [ann, ben])
      const figures = `${cuts} cuts; ${ledger.acknowledged()} requests acknowledged, ${claims.count()} records claimed, ${lost} that nobody was told of were lost and came again`
      demand(lost > 0 && claims.count() > 0, `too little happened to mean anything: ${figures}`)
      tell(figures)
      await Promise.all([ann.kill(), ben.kill()])
    } finally {
      disk.remove()
    }
  },
}
