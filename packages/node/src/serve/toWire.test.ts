import { call, os } from '@orpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toWire } from './toWire.ts'

const amount = z.string().regex(/^\d+$/)
const echo = os
  .input(z.object({ amount }))
  .output(z.object({ dues: z.array(z.object({ amount })) }))
  .handler(({ input }) => ({ dues: [{ amount: input.amount === '1' ? '-1' : input.amount }] }))

/** What a caller hears, and what the node wrote to its log. */
const told = async (asked: string) => {
  const log: unknown[] = []
  const write = (event: string, details: unknown): void => void log.push([event, details])
  const node = { adapters: { logger: { error: write } } }
  const error: unknown = await call(echo, { amount: asked }).catch((refused: unknown) => toWire(node, refused))
  return { error, log }
}

test('M5 what the contract refuses of a request names the field; an answer that it refuses is the fault of the node, which says so and logs it', async () => {
  expect(await told('2')).toEqual({ error: { dues: [{ amount: '2' }] }, log: [] })
  expect(await told('many')).toMatchObject({
    error: { code: 'INPUT_INVALID', data: { meta: { reason: expect.stringContaining('amount: ') as string } } },
    log: [],
  })
  expect(await told('1')).toMatchObject({
    error: { code: 'INTERNAL' },
    log: [['node.unforeseen', { error: expect.stringContaining('dues.0.amount: ') as string }]],
  })
})
