import { concatBytes } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { element, struct, uint, update } from '../testing/bytes.ts'
import { createWriter } from '../testing/mesh.ts'

const level = (value: number): Uint8Array => concatBytes(uint(1), Uint8Array.of(125, value))

test('Y10 N5 a value of an attribute comes after all before it, as every editor writes it; before them Yjs would walk by all for each', () => {
  const eve = createWriter('eve')
  const client = eve.clientId
  const write = (bytes: Uint8Array) => {
    const entry = eve.forge(bytes)
    const judgement = eve.document.offer(entry)
    eve.written.push(entry)
    return judgement
  }
  const heading = [struct(7, element('heading'), {}), struct(8, level(1), { parent: [client, 0], key: 'level' })]
  expect(write(update(client, 0, heading))).toEqual({ outcome: 'admitted' })
  expect(write(update(client, 2, [struct(8, level(2), { origin: [client, 1] })]))).toEqual({ outcome: 'admitted' })
  const before = struct(8, level(3), { right: [client, 1] })
  expect(write(update(client, 3, [before]))).toMatchObject({ outcome: 'rejected', reason: 'placement' })
  const between = struct(8, level(3), { origin: [client, 1], right: [client, 2] })
  expect(eve.document.judge(eve.forge(update(client, 3, [between])))).toMatchObject({ outcome: 'rejected', reason: 'placement' })
})
