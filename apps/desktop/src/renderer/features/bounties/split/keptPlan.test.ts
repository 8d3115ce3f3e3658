import { expect, test } from 'vitest'
import { keepPlan, readPlan } from './keptPlan.ts'
import { emptyPart } from './splitPlan.ts'

const storage = () => {
  const rows = new Map<string, string>()
  return {
    rows,
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
    removeItem: (key: string) => void rows.delete(key),
  }
}

test('rows are there again as they were left, each node its own', () => {
  const kept = storage()
  const parts = [{ ...emptyPart('a'), title: 'Posts' }]
  keepPlan(kept, '0x1', parts)
  expect(readPlan(kept, '0x1', 'n')).toEqual(parts)
  expect(readPlan(kept, '0x2', 'n')).toEqual([emptyPart('n')])
  keepPlan(kept, '0x1', null)
  expect(kept.rows.size).toBe(0)
})

test('what is no such list is forgotten', () => {
  const kept = storage()
  for (const text of ['torn', '{}', '[1,{"key":"a"}]']) {
    kept.rows.set('daomesh.split.0x1', text)
    expect(readPlan(kept, '0x1', 'n')).toEqual([emptyPart('n')])
  }
})
