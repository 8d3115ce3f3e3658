import type { EntryId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createWriter } from '../testing/mesh.ts'
import { setAsideOf } from './setAside.ts'

const none: ReadonlySet<EntryId> = new Set()

test('Y14 two sessions that share a client id: one of them counts, whatever the order', () => {
  const [ana, ben] = [createWriter('ana').forge(Uint8Array.of(0, 0)), createWriter('ben').forge(Uint8Array.of(0, 0))]
  const loser = ana.log < ben.log ? ben : ana
  for (const order of [
    [ana, ben],
    [ben, ana],
  ]) {
    expect(setAsideOf(order, none, () => 7)).toEqual(new Set([loser.id]))
    expect(setAsideOf(order, none, (log) => (log === ana.log ? 7 : 8))).toEqual(new Set())
    expect(setAsideOf(order, new Set([ana.id]), () => 7)).toEqual(new Set([ana.id]))
  }
})
