import { address } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { foundDao, newRequestId } from './foundDao.ts'

const stranger = address.parse(`0x${'a1'.repeat(20)}`)

test('M373 a name of one’s own for an account lies on this disk alone, over a restart, until it is forgotten', async () => {
  const { member, restart, close } = await foundDao(['ana', 'ben'])
  const give = { requestId: newRequestId(), account: stranger, name: ' Walter, the mason ' }
  expect(await member('ana').api.petnames.give(give)).toEqual({ account: stranger, name: 'Walter, the mason' })
  await member('ana').api.petnames.give({ requestId: newRequestId(), account: member('ben').account, name: 'Benny' })
  const ana = await restart('ana')
  const rows = [
    { account: member('ben').account, name: 'Benny' },
    { account: stranger, name: 'Walter, the mason' },
  ]
  expect(await ana.api.petnames.list()).toEqual(rows)
  // What a retry asks was done, whatever else was done since.
  await ana.api.petnames.give({ requestId: newRequestId(), account: stranger, name: 'Wally' })
  await ana.api.petnames.give(give)
  expect(await ana.api.petnames.list()).toMatchObject([{ name: 'Benny' }, { name: 'Wally' }])
  expect(await member('ben').api.petnames.list()).toEqual([])
  expect(await ana.api.petnames.forget({ requestId: newRequestId(), account: stranger })).toEqual({ account: stranger })
  expect(await ana.api.petnames.list()).toEqual(rows.slice(0, 1))
  for (const name of ['', '   ', 'x'.repeat(81)])
    await expect(ana.api.petnames.give({ requestId: newRequestId(), account: stranger, name })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
  await close()
})
