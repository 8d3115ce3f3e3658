import { randomUUID } from 'node:crypto'
import { readRecords } from '@daomesh/node/client'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { dial, untilConnected } from '../stage/connect.ts'
import { clockOffBy } from '../tools/clock.ts'

const day = 86_400

export const wrongClocks: Fault = {
  title: 'D6 one clock three days ahead and one three days behind: the chain decides when a vote is over, and both hold the same',
  run: async (stage, _extent, tell) => {
    const { space } = stage
    const treasury = await stage.treasury()
    const [ahead, behind] = [clockOffBy(3 * day), clockOffBy(-3 * day)]
    const [ann, ben] = await Promise.all([
      stage.start(stage.copy('ann', 'clocks'), ahead),
      stage.start(stage.copy('ben', 'clocks'), behind),
    ])
    await dial(ann, ben)
    await untilConnected(ann, ben)
    const said: string[] = []
    for (const [node, who] of [
      [ann, 'ahead'],
      [ben, 'behind'],
    ] as const) {
      const { entry } = await node.api.comments.post({
        requestId: randomUUID(),
        space,
        about: stage.decision,
        replyTo: null,
        text: `${who} ${randomUUID()}`,
      })
      said.push(entry)
    }
    await untilEqual(stage, [ann, ben])
    const audit = await readRecords({ daos: ben.api.daos, space })
    const times = said.map((entry) => audit.find((row) => row.entry === entry))
    demand(
      times.every((row) => row?.status === 'accepted'),
      'a record counts less for its clock',
    )
    const apart = Math.abs((times[0]?.at ?? 0) - (times[1]?.at ?? 0)) / 1000
    demand(apart > 5 * day, `the clocks were ${apart} s apart, which is not what this is about`)
    // Her clock says that the vote of three days is over; the chain, which decides, says that it is not.
    const { decision } = await ben.api.proposals.submit({
      requestId: randomUUID(),
      space,
      draft: null,
      title: 'On time',
      content: 'Now.',
      calls: [],
    })
    await until('his proposal at hers', async () => (await ann.api.proposals.list({ space })).some((row) => row.decision === decision))
    for (const { api } of [ben, ann])
      await api.ballots.cast({ requestId: randomUUID(), space, choices: [{ decision, support: 'for' }], reason: '' })
    await until('both ballots at his', async () => (await ben.api.proposals.get({ space, decision })).tally.enactable)
    const { id } = await ben.api.proposals.enact({ requestId: randomUUID(), space, decisions: [decision] })
    await until(
      'it to be final',
      async () => (await ben.api.chain.transactions()).some((row) => row.id === id && row.state === 'final'),
      40_000,
    )
    for (const { api } of [ann, ben])
      await until(
        'the decision shown as enacted',
        async () => (await api.proposals.get({ space, decision })).anchor.state === 'final',
        40_000,
      )
    await untilEqual(stage, [ann, ben])
    await treasuryIs(stage, treasury, ann)
    tell(`records ${(apart / day).toFixed(1)} days apart, by ${ahead.means}`)
    await Promise.all([ann.kill(), ben.kill()])
  },
}
