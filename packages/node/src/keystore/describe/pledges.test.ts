import { address, budgetIdOf, daomeshDomain, type PledgeSheet, projectIdOf, to0x } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { checkShown } from '../provenSubjects.ts'
import { describeRequest } from './describeRequest.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [dao, member, payee] = [at('da'), at('a1'), at('e1')]
const budget = { title: 'Autumn', token: at('00'), amount: 10n ** 18n, allocation: 100n, closesAt: 0, salt: to0x(new Uint8Array(32)) }
const well = { budget: budgetIdOf(budget), name: 'Well\u202Egnp', payee, text: 'Dig.' }
const sheet: PledgeSheet = { member, budget: budgetIdOf(budget), revision: 2n, pledges: [{ project: projectIdOf(well), amount: 40n }] }
const request = (change: object = {}, about: object = {}) =>
  ({
    type: 'typedData',
    domain: daomeshDomain(1n, dao),
    name: 'PledgeSheet',
    message: { ...sheet, ...change },
    about: { budget, projects: [well], ...about },
    context: { title: '', lines: [] },
  }) as const

test('M60 E2: a pledge is said in words that its ids prove: budget, project, payee and how much', () => {
  const { title, lines } = describeRequest(request())
  expect(title).toBe('Sign your pledge')
  expect(lines[0]).toBe('Your pledge to the budget “Autumn”, which gives out 1 ETH.')
  expect(lines[1]?.toLowerCase()).toBe(`40 to “well·gnp”, paid to ${payee}.`)
  expect(lines.join()).toContain('40 of your 100')
  const back = describeRequest(request({ pledges: [] }, { projects: [] }))
  expect(back.lines).toContain('You pledge nothing: it takes your earlier pledge back.')
  const coins = { ...budget, token: at('c0'), closesAt: 86_400 }
  const words = describeRequest(request({ budget: budgetIdOf(coins), pledges: [] }, { budget: coins, projects: [] })).lines.join()
  expect(words).toMatch(/1000000000000000000 units of the token 0xc0c0/i)
  expect(words).toContain('1970-01-02')
})

test('M60 E2: another payee, name, amount or budget than the ids stand for is not signed blind', () => {
  const wrong = [
    request({}, { projects: [{ ...well, payee: at('ee') }] }),
    request({}, { projects: [{ ...well, name: 'Well' }] }),
    request({}, { projects: [] }),
    request({}, { projects: [well, well] }),
    request({}, { budget: { ...budget, amount: 1n } }),
    request({ budget: projectIdOf(well) }),
    { ...request(), domain: daomeshDomain(1n) },
  ]
  for (const one of wrong) expect(() => checkShown(one)).toThrow(expect.objectContaining({ code: 'SIGNING_BLIND' }) as Error)
  expect(() => checkShown(request())).not.toThrow()
})
