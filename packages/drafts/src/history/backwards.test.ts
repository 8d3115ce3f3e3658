import { expect, test } from 'vitest'
import { createWriter, sessionOf } from '../testing/mesh.ts'
import { element, struct, text, textNode, update } from '../testing/bytes.ts'

const perUpdate = 4_000

/** One paragraph of so many letters, each written before the one written last, so that each is a piece of its own. */
const writtenBackwards = (updates: number) => {
  const [ana, mallory] = [createWriter('ana'), createWriter('mallory')]
  const client = mallory.clientId
  const take = (bytes: Uint8Array): void => {
    const entry = mallory.forge(bytes)
    expect(mallory.document.offer(entry)).toEqual({ outcome: 'admitted' })
    mallory.written.push(entry)
  }
  const first = [
    struct(7, element('paragraph'), {}),
    struct(7, textNode, { parent: [client, 0] }),
    struct(4, text('a'), { parent: [client, 1] }),
  ]
  take(update(client, 0, first))
  for (let n = 0; n < updates; n++) {
    const from = 3 + n * perUpdate
    const letters = Array.from({ length: perUpdate }, (_, i) =>
      struct(4, text('abcdefghij'[i % 10] ?? 'x'), { right: [client, from + i - 1] }),
    )
    take(update(client, from, letters))
  }
  const clocks = 3 + updates * perUpdate
  for (const entry of mallory.written) ana.document.offer(entry)
  return { ana, mallory, client, clocks }
}

test(
  'Y32 Y34 N5 letters that each stand in a piece of their own cost who looks at them, and who brings them back, no more than others',
  { timeout: 60_000 },
  () => {
    const { ana, mallory, client, clocks } = writtenBackwards(16)
    const last = mallory.written.at(-1)
    const entry = ana.forge(update(0, 0, [], [[client, 2, clocks - 2]]), { parents: last ? [last.id] : [] })
    expect(ana.document.offer(entry)).toEqual({ outcome: 'admitted' })
    ana.written.push(entry)
    const history = ana.document.history()
    const begun = performance.now()
    const [line] = history.blame(entry.id)
    const [removed] = line?.runs ?? []
    expect([line?.runs.length, removed?.change, removed?.text.length, removed?.passages.length]).toEqual([
      1,
      'removed',
      clocks - 2,
      clocks - 2,
    ])
    const passages = (removed?.passages ?? []).slice(-4_096)
    const updates = history.restore({ log: ana.log, session: sessionOf('back') }, { passages })
    // A copy of what came before for each piece, and a walk through the text for each passage, take most of a minute.
    expect(performance.now() - begun).toBeLessThan(10_000)
    const back = ana.forge(updates[0] ?? new Uint8Array(), {
      parents: [entry.id],
      edit: { session: sessionOf('back'), update: updates[0] ?? new Uint8Array() },
    })
    expect([updates.length, ana.document.offer(back)]).toEqual([1, { outcome: 'admitted' }])
    expect(ana.document.toMarkdown() === `${removed?.text.slice(-4_096)}\n`).toBe(true)
  },
)
