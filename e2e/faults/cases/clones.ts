import { cpSync, rmSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { readRecords } from '@daomesh/node/client'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'
import { noMount } from '../tools/smallDisk.ts'

type Said = { readonly entry: string; readonly text: string }

const say = async ({ space, decision }: Stage, node: Running, who: string): Promise<Said> => {
  const text = `${who} ${randomUUID()}`
  const { entry } = await node.api.comments.post({ requestId: randomUUID(), space, about: decision, replyTo: null, text })
  return { entry, text }
}

/**
 * Nothing is lost in silence: every word stands at everybody's, or the audit names it as part of a second history. @returns how many are named so.
 */
const noSilentFork = async (stage: Stage, nodes: readonly Running[], said: readonly Said[]): Promise<number> => {
  const { space, decision } = stage
  let forked = 0
  for (const { api } of nodes) {
    const audit = new Map((await readRecords({ daos: api.daos, space })).map((row) => [row.entry as string, row]))
    const texts = (await api.proposals.get({ space, decision })).comments.map(({ text }) => text)
    forked = [...audit.values()].filter(({ status }) => status === 'forked').length
    for (const { entry, text } of said) {
      const row = audit.get(entry)
      demand(row !== undefined, `“${text}” is lost without a trace`)
      const isNamed = row.status === 'forked' && row.reason === 'ENTRY_FORKED'
      demand(
        isNamed || (row.status === 'accepted' && texts.filter((one) => one === text).length === 1),
        `“${text}” is ${row.status}, ${row.reason}`,
      )
    }
  }
  return forked
}

export const runningClones: Fault = {
  title: 'D4 a home is copied and both run at once: no fork, and every word of both arrives',
  run: async (stage, _extent, tell) => {
    const home = stage.copy('ann', 'cloned')
    const treasury = await stage.treasury()
    const ben = await stage.start(stage.copy('ben', 'cloned'))
    const first = await stage.start(home)
    await dial(first, ben)
    await untilConnected(first, ben)
    const said = [await say(stage, first, 'first')]
    await first.stop()
    const copy = { who: 'ann', home: `${home.home}-copy` } as const
    cpSync(home.home, copy.home, { recursive: true })
    const [one, other] = await Promise.all([stage.start(home), stage.start(copy)])
    // Both are the same device to Ben, who meets now the one and now the other.
    await Promise.all([dial(one, ben), dial(other, ben)])
    for (let n = 0; n < 3; n += 1)
      said.push(...(await Promise.all([say(stage, one, 'one'), say(stage, other, 'other')])), await say(stage, ben, 'ben'))
    await dial(one, ben)
    await untilEqual(stage, [one, ben])
    await dial(other, ben)
    await untilEqual(stage, [other, ben])
    await dial(one, ben)
    await untilEqual(stage, [one, other, ben])
    const forked = await noSilentFork(stage, [one, other, ben], said)
    demand(forked === 0, `${forked} records are part of a second history`)
    await treasuryIs(stage, treasury, ben)
    tell(`${said.length} words of three processes, none lost`)
    await Promise.all([one, other, ben].map((node) => node.kill()))
  },
}

export const sameMachineTwice: Fault = {
  title:
    'D4 a whole machine is copied: two homes with one path run at once; what forks is named at everybody’s, and nothing is lost in silence',
  impossible: noMount,
  run: async (stage, _extent, tell) => {
    const home = stage.copy('ann', 'machine')
    const behind = `${home.home}-behind`
    const ben = await stage.start(stage.copy('ben', 'machine'))
    const first = await stage.start(home)
    await dial(first, ben)
    await untilConnected(first, ben)
    const said = [await say(stage, first, 'first')]
    await untilEqual(stage, [first, ben])
    await first.stop()
    // The copy keeps the numbers of the files where it can; where it cannot it is noticed, which is as good.
    cpSync(home.home, behind, { recursive: true, preserveTimestamps: true })
    const apart = ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" "$1" && shift && exec "$@"', behind, home.home]
    const one = await stage.start(home)
    const other = await stage.start(home, { before: apart })
    await Promise.all([dial(one, ben), dial(other, ben)])
    for (let n = 0; n < 3; n += 1)
      said.push(...(await Promise.all([say(stage, one, 'one'), say(stage, other, 'other')])), await say(stage, ben, 'ben'))
    for (const node of [one, other, one]) {
      await dial(node, ben)
      await untilEqual(stage, [node, ben])
    }
    const forked = await noSilentFork(stage, [one, other, ben], said)
    tell(`${said.length} words, ${forked} records in a second history`)
    await Promise.all([one, other, ben].map((node) => node.kill()))
  },
}

export const restoredBackup: Fault = {
  title: 'D4 a backup is put back in the same place: it asks how far it was, forks nothing, and what it had forgotten comes back',
  run: async (stage) => {
    const home = stage.copy('ann', 'backup')
    const backup = `${home.home}-backup`
    const ben = await stage.start(stage.copy('ben', 'backup'))
    const treasury = await stage.treasury()
    const first = await stage.start(home)
    await dial(first, ben)
    await untilConnected(first, ben)
    const said = [await say(stage, first, 'before')]
    await untilEqual(stage, [first, ben])
    await first.stop()
    cpSync(home.home, backup, { recursive: true })
    const second = await stage.start(home)
    await dial(second, ben)
    await untilConnected(second, ben)
    for (let n = 0; n < 3; n += 1) said.push(await say(stage, second, 'after'))
    await untilEqual(stage, [second, ben])
    await second.kill()
    // Into the same files, so that neither path nor number of any of them tells.
    for (const tail of ['-wal', '-shm']) rmSync(`${home.home}/daomesh.sqlite${tail}`, { force: true })
    cpSync(backup, home.home, { recursive: true, force: true })
    const third = await stage.start(home)
    const alone = say(stage, third, 'restored')
    await dial(third, ben)
    said.push(await alone, await say(stage, third, 'restored'))
    await untilEqual(stage, [third, ben])
    await until('everything back', async () => (await noSilentFork(stage, [third, ben], said)) === 0)
    await treasuryIs(stage, treasury, third)
    await Promise.all([third.kill(), ben.kill()])
  },
}
