import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { dial } from '../stage/connect.ts'
import { cutOf, deposit, enactBy, endpointScene, heightOf, mine, noAlarm, shows, stateOf, talk } from '../stage/endpointScene.ts'
import { untilFinal } from '../stage/untilFinal.ts'

export const endpointDown: Fault = {
  title: 'X4 the endpoint is down, through a restart too: everything off the chain goes on, and what waits is paid once',
  run: (stage) =>
    endpointScene(stage, 'down', async ({ home, ann, ben, endpoint, before }) => {
      endpoint.become({ kind: 'down' })
      await shows(ann, 'offline')
      await talk(stage, { ann, ben })
      const { id } = await deposit(ann, stage)
      await ann.kill()
      const again = await stage.start(home, { rpcUrl: endpoint.rpcUrl })
      await dial(again, ben)
      await talk(stage, { ann: again, ben })
      demand((await stateOf(again, id)) !== 'final' && (await stage.treasury()) === before, 'it was paid without a chain')
      endpoint.become({ kind: 'honest' })
      await untilFinal(again, id)
      await treasuryIs(stage, before + 1n, again)
      await untilEqual(stage, [again, ben])
      await noAlarm([again, ben])
      await again.kill()
    }),
}

export const otherGenesis: Fault = {
  title: 'X2 the endpoint comes to speak for another chain: named, nothing is sent, and all goes on when it is the right one again',
  run: (stage) =>
    endpointScene(stage, 'other genesis', async ({ ann, ben, endpoint, before }) => {
      endpoint.become({ kind: 'other genesis' })
      await shows(ann, 'mismatch')
      await talk(stage, { ann, ben })
      const row = await deposit(ann, stage).catch(() => null)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      demand((await stage.treasury()) === before, 'something was sent to the wrong chain')
      endpoint.become({ kind: 'honest' })
      await shows(ann, 'online')
      if (row !== null) await untilFinal(ann, row.id)
      await treasuryIs(stage, before + (row === null ? 0n : 1n), ann)
      await untilEqual(stage, [ann, ben])
      await noAlarm([ann, ben])
    }),
}

export const endpointLags: Fault = {
  title: 'X2 D12 the endpoint is a day behind: nobody is blamed, both agree at the lower cut, and she catches up',
  run: (stage) =>
    endpointScene(stage, 'lags', async ({ ann, ben, endpoint }) => {
      const at = await heightOf(ann)
      endpoint.become({ kind: 'lags', at })
      await mine(stage, 24, 86_400)
      const count = await cutOf(ann, stage)
      await enactBy(stage, ann, ben)
      await until('the fact at his', async () => (await cutOf(ben, stage)) === count + 1)
      demand((await cutOf(ann, stage)) === count && (await heightOf(ann)) === at, 'she knows more than her endpoint told her')
      await talk(stage, { ann, ben })
      await until('one state at the lower cut', async () => {
        const [hers, his] = await Promise.all([ann.api.daos.hash({ space: stage.space }), ben.api.daos.hash({ space: stage.space, count })])
        return hers.stateHash !== null && hers.stateHash === his.stateHash
      })
      await noAlarm([ann, ben])
      endpoint.become({ kind: 'honest' })
      await until('the fact at hers', async () => (await cutOf(ann, stage)) === count + 1, 40_000)
      await untilEqual(stage, [ann, ben])
      await noAlarm([ann, ben])
    }),
}
