import { address, to0x } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { pinCalls } from './pinCalls.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [dao, contract, person] = [at('da'), at('c0'), at('ee')]
const code = to0x(new Uint8Array(32).fill(7))
const none = to0x(new Uint8Array(32))

/** Only the chain's answer matters here: which code stands at which account. */
const node = {
  adapters: { chain: { client: { codeHash: (of: string) => Promise.resolve(of === contract ? code : null) } } },
}
const space = { record: { dao } }
const pin = (target: typeof dao, data: `0x${string}`) => pinCalls(node, space, [{ target, value: '3', data }])

test('M34 C8 a call with data pins the code of its target; payments and the DAO itself pin nothing', async () => {
  expect(await pin(contract, '0xabcdef01')).toEqual([{ target: contract, value: 3n, data: '0xabcdef01', codeHash: code }])
  expect((await pin(contract, '0x'))[0]?.codeHash).toBe(none)
  expect((await pin(dao, '0xabcdef01'))[0]?.codeHash).toBe(none)
  await expect(pin(person, '0xabcdef01')).rejects.toMatchObject({ code: 'INPUT_INVALID', meta: { target: person } })
})
