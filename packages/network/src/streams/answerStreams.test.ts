import type { DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { Duplex, StreamHandler } from '../ports/duplex.ts'
import { answerStreams } from './answerStreams.ts'

const [ann, ben] = ['aa', 'bb'].map((byte) => byte.repeat(32) as DeviceId) as [DeviceId, DeviceId]

/** Streams that are answered until a test ends them. */
const scene = (mayAnswer: (peer: DeviceId) => boolean = () => true) => {
  const answering: { readonly peer: DeviceId; readonly end: () => void; readonly fail: (error: unknown) => void }[] = []
  const cut: DeviceId[] = []
  const broken: string[] = []
  let open: StreamHandler = async () => undefined
  const answered = answerStreams({
    network: { handle: (_, handler) => void (open = handler) },
    protocol: '/test/1',
    perPeer: 2,
    mayAnswer,
    answer: ({ peer }) => new Promise<void>((resolve, reject) => answering.push({ peer, end: resolve, fail: reject })),
    onBroken: (_, error) => void broken.push(error.message),
  })
  const stream = (peer: DeviceId): Duplex => ({
    peer,
    send: async () => undefined,
    receive: async () => null,
    close: async () => undefined,
    abort: () => void cut.push(peer),
  })
  return { answering, cut, broken, answered, ask: (peer: DeviceId) => open(stream(peer)) }
}

test('S14 a peer has two streams at a time: the third is cut, another peer is answered, and what ended makes room', async () => {
  const { answering, cut, ask } = scene()
  const first = ask(ann)
  void ask(ann)
  await ask(ann)
  void ask(ben)
  expect([answering.map(({ peer }) => peer), cut]).toEqual([[ann, ann, ben], [ann]])
  answering[0]?.end()
  await first
  void ask(ann)
  expect([answering.length, cut.length]).toEqual([4, 1])
})

test('S14 who is not to be answered is cut and takes no room', async () => {
  const { answering, cut, ask } = scene((peer) => peer !== ben)
  for (let i = 0; i < 3; i++) await ask(ben)
  void ask(ann)
  expect([answering.length, cut]).toEqual([1, [ben, ben, ben]])
})

test('S14 an answer that fails cuts its stream and is told of; stopping cuts what is open and waits for it', async () => {
  const { answering, cut, broken, answered, ask } = scene()
  const failing = ask(ann)
  answering[0]?.fail('no error at all')
  await failing
  expect([cut, broken]).toEqual([[ann], ['no error at all']])
  void ask(ben)
  let isOver = false
  const stopping = answered.stop(new Error('off')).then(() => {
    isOver = true
  })
  expect(cut).toEqual([ann, ben])
  await Promise.resolve()
  expect(isOver).toBe(false)
  answering[1]?.end()
  await stopping
  expect(broken).toHaveLength(1)
})
