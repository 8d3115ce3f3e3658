import { expect, test } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { watchConnections } from './watchConnections.ts'

type Line = { readonly name: string }

const watched = (answers: (line: Line) => Promise<void> = async () => undefined) => {
  const clock = createVirtualClock()
  const lines: Line[] = [{ name: 'a' }]
  const heard = new Map<string, number>()
  const asked: string[] = []
  const dead: string[] = []
  const end = watchConnections<Line>({
    clock,
    list: () => lines,
    heardAt: ({ name }) => heard.get(name) ?? null,
    ask: (line) => {
      asked.push(line.name)
      return answers(line)
    },
    isDead: ({ name }, { message }) => dead.push(`${name}: ${message}`),
  })
  return { clock, lines, heard, asked, dead, end }
}

test('L4 a quiet connection is asked at once and then every ten seconds, until the end', async () => {
  const { clock, asked, end } = watched()
  await clock.advance(1_000)
  expect(asked).toEqual(['a'])
  await clock.advance(9_000)
  expect(asked).toHaveLength(1)
  await clock.advance(1_000)
  expect(asked).toHaveLength(2)
  end()
  await clock.advance(60_000)
  expect(asked).toHaveLength(2)
})

test('L4 a connection that speaks is left alone, but for once a minute', async () => {
  const { clock, heard, lines, asked } = watched()
  lines.push({ name: 'silent' })
  for (let i = 0; i < 61; i++) {
    heard.set('a', clock.now())
    await clock.advance(1_000)
  }
  expect(asked.filter((name) => name === 'a')).toHaveLength(2)
  expect(asked.filter((name) => name === 'silent')).toHaveLength(7)
  // Ten seconds after its last words.
  await clock.advance(8_000)
  expect(asked.filter((name) => name === 'a')).toHaveLength(2)
  await clock.advance(3_000)
  expect(asked.filter((name) => name === 'a')).toHaveLength(3)
})

test('L4 one that does not answer is dead, and is asked one question at a time', async () => {
  let refuse: (error: Error) => void = () => undefined
  const { clock, asked, dead } = watched(() => new Promise((_resolve, reject) => (refuse = reject)))
  await clock.advance(120_000)
  expect(asked).toEqual(['a'])
  expect(dead).toEqual([])
  refuse(new Error('no answer'))
  await clock.advance(0)
  expect(dead).toEqual(['a: no answer'])
})

test('L4 a clock that is set back does not silence the question', async () => {
  const { clock, heard, asked } = watched()
  heard.set('a', clock.now() + 86_400_000)
  await clock.advance(1_000)
  await clock.advance(10_000)
  expect(asked).toHaveLength(2)
})
