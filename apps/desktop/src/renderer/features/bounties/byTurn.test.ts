import { address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { byTurn } from './stageOf.ts'

const [me, other] = [address.parse(`0x${'01'.repeat(20)}`), address.parse(`0x${'02'.repeat(20)}`)] as const
type Row = Parameters<typeof byTurn>[0][number]
const row = (status: Row['status'], sides: Partial<Row> = {}): Row => ({
  status,
  issuer: other,
  hunter: other,
  reviewer: other,
  arbiter: other,
  dispute: null,
  dues: [],
  ...sides,
})

test('what is to be looked at and done stands first, what is over last', () => {
  const done = row('cancelled')
  const waiting = row('none')
  const working = row('funded', { hunter: me })
  const reviewing = row('delivered', { issuer: me })
  expect(byTurn([done, waiting, working, reviewing], new Set([me]))).toEqual([reviewing, working, waiting, done])
  const second = row('funded', { hunter: me })
  expect(byTurn([working, second], new Set([me]))[0]).toBe(working)
})
