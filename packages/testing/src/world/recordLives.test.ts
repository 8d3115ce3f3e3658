import { supports } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { type Name, names, openRecordScene, recordOnly, voting, window } from './recordScene.ts'
import { createSeededRandom } from './seededRandom.ts'

type Answer = keyof typeof supports
const answers: readonly (Answer | null)[] = ['for', 'against', 'abstain', null]

beforeAll(warmUp)

/** The rule as plainly as it can be said for three members of one vote each, of whom half must take part and more than half of those decide. */
const passes = (said: ReadonlyMap<Name, Answer>): boolean => {
  const count = (answer: Answer): number => [...said.values()].filter((one) => one === answer).length
  return said.size * 2 >= names.length && count('for') > count('against') && count('for') >= count('against')
}

/** A DAO-year lives the same among everything else; more lives of this alone: `DAOMESH_RECORD_LIVES=50`. */
const lives = Number(process.env['DAOMESH_RECORD_LIVES'] ?? 1)

/**
 * Somebody records what suits them and leaves out the rest, one member may sleep through the window, others change their minds in it. Whatever they do,
 * the chain decides what the newest ballots of everybody say, and each node says the same.
 */
test.each(Array.from({ length: lives }, (_, i) => i + 1))(
  'M193 G1 G13 chain outcome equals the pure rule, whatever a record leaves out (seed %i)',
  async (seed) => {
    const random = createSeededRandom(`record life ${seed}`)
    const scene = await openRecordScene()
    const { world } = scene
    const decision = await scene.submit('Raft')
    const [yes, idle, third] = random.shuffle(names) as [Name, Name, Name]
    const said = new Map<Name, Answer>([
      [yes, 'for'],
      [idle, 'abstain'],
    ])
    const more = random.pick(answers)
    if (more !== null) said.set(third, more)
    for (const [name, answer] of said) await scene.cast(name, decision, answer)
    for (const name of names) await scene.ballots(name, decision, said.size)
    await scene.wait(voting + 1)
    // One For and one Abstain pass and are not decisive, whatever the third says.
    await recordOnly(scene, decision, { [yes]: supports.for, [idle]: supports.abstain })
    for (const name of names) await world.until('recorded', async () => (await scene.status(name, decision)) === 'challengeable')

    const asleep = random.chance(0.5) ? random.pick(names) : null
    const awake = names.filter((name) => name !== asleep)
    if (asleep !== null) await world.stop(asleep)
    for (const name of random.shuffle(awake)) {
      const answer = random.pick(answers)
      if (answer === null || answer === said.get(name)) continue
      await scene.wait(random.below(window / 8))
      await scene.cast(name, decision, answer)
      said.set(name, answer)
    }
    await scene.wait(4 * window)
    const [first = yes, second = yes] = awake
    const expected = passes(said) ? 'executable' : 'rejected'
    const story = JSON.stringify({ said: [...said], asleep })
    for (const name of awake) expect([name, await scene.status(name, decision), story]).toEqual([name, expected, story])
    if (expected === 'executable') await scene.act(first, 'execute', decision)
    else await expect(scene.act(first, 'execute', decision)).rejects.toMatchObject({ code: 'DECISION_UNEXECUTABLE' })
    await world.until('over', async () => (await scene.page(second, decision)).state === (expected === 'executable' ? 'final' : 'rejected'))
    expect(scene.paid()).toBe(expected === 'executable' ? 10n : 0n)
    await world.close()
  },
  30_000,
)
