import { copyDisk, type MemoryDisk } from '@daomesh/log/memory'
import { decodeHeader } from '@daomesh/protocol'
import { expect } from 'vitest'
import type { Member } from '../world/startMember.ts'
import { requestId } from './actions/requestId.ts'
import { apiOf, start } from './person.ts'
import type { Person, World } from './world.ts'

/** A member whose disk holds all that a command needs. */
type Stage = { readonly world: World; readonly ada: Person; readonly disk: MemoryDisk }
type Command<S extends Stage> = (api: Member['api'], id: string, stage: S) => Promise<unknown>

const everything = { text: '', issuer: null, token: null, openToMe: false, minLevel: null, sort: 'newest', offset: 0, limit: 9 } as const

/** What this member has done so far, as its disk and its queue have it; openings and keys aside: who starts alone opens new logs, and a missing key is made by the next record. */
const deeds = async ({ ada }: Stage): Promise<Readonly<Record<string, number>>> => {
  const count: Record<string, number> = {}
  const note = (what: string): void => {
    count[what] = (count[what] ?? 0) + 1
  }
  for (const rows of ada.disk.spaces.values())
    for (const { headerBytes } of rows.entries.values()) {
      const { kind, device } = decodeHeader(headerBytes)
      if (device === ada.device && kind !== 'log.open' && kind !== 'key.seal') note(kind)
    }
  for (const { purpose } of await apiOf(ada).chain.transactions()) note(purpose.key)
  const { joined } = await apiOf(ada).market.status()
  note(`market joined ${joined}`)
  for (const { revision } of (await apiOf(ada).market.search({ ...everything, tags: [] })).rows) note(`post of revision ${revision}`)
  for (const { name } of await apiOf(ada).lobbies.list()) note(`lobby ${name}`)
  for (const { name } of await apiOf(ada).daos.list()) note(`dao ${name}`)
  for (const { title } of await apiOf(ada).deals.list()) note(`deal ${title}`)
  return count
}

/** Asks on a fresh copy of the disk. A crash at that commit swallows the answer, and the same request is sent again after the restart, `away` milliseconds later. */
const act = async <S extends Stage>(stage: S, name: string, command: Command<S>, crashAt: number, away: number) => {
  const { world, ada } = stage
  ada.process?.kill()
  await world.pass(1_000)
  ada.disk = copyDisk(stage.disk)
  await start(world, ada)
  await world.pass(5_000)
  const id = requestId(world)
  ada.process?.crashAfter(crashAt)
  const { process } = ada
  let refused: unknown = null
  const refuse = (error: unknown): void => {
    refused = error
  }
  await world.run(name, Promise.race([command(apiOf(ada), id, stage).catch(refuse), process?.died]))
  const crashed = ada.process !== process
  if (crashed) {
    await world.pass(1_000)
    await start(world, ada)
    await world.pass(away)
    await world.run(`${name} again`, command(apiOf(ada), id, stage))
  }
  ada.process?.crashAfter(Infinity)
  await world.pass(10_000)
  return { crashed, refused: crashed ? null : refused, deeds: await deeds(stage) }
}

/** More than any command makes: one that is told in every space of a home makes one in each. */
const mostCommits = 32

/** Holds a command to acting once: undisturbed, and with a crash at each of its commits. @returns how often it was asked, each time on a copy of the disk. */
export const expectOnce = async <S extends Stage>(stage: S, name: string, command: Command<S>, away = 5_000): Promise<number> => {
  const undisturbed = await act(stage, name, command, Infinity, away)
  expect(undisturbed).toMatchObject({ crashed: false, refused: null })
  let commits = 1
  for (; commits < mostCommits; commits++) {
    const disturbed = await act(stage, name, command, commits, away)
    expect(disturbed.refused).toBe(null)
    expect(disturbed.deeds, `a crash at commit ${commits}`).toEqual(undisturbed.deeds)
    if (!disturbed.crashed) break
  }
  expect(commits).toBeLessThan(mostCommits)
  return commits + 1
}
