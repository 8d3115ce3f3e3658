import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setBalance } from '@daomesh/chain/devnet'
import { address, type SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()

test('M70 M73 M124 M125 by command line: a deal is opened, offered with a file, agreed, read by its arbiter, signed and paid in', async () => {
  const identities = await Promise.all(['ana', 'ben', 'eve'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben, eve] = identities as [Identity, Identity, Identity]
  await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(ana.account), wei: 10n ** 19n })
  const running = await Promise.all(identities.map(stage.begin))
  const deal = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'deal', verb, ...words)

  const { space } = await deal<{ space: SpaceId }>(ana, 'open', ben.account, '--title', 'Gate', '--brief', 'A gate.', '--pay')
  const { link } = await deal<{ link: string }>(ana, 'link', space)
  await Promise.all([deal(ben, 'enter', `Here: ${link}`), deal(eve, 'enter', link, '--arbiter')])
  // What is waited for is asked of the nodes, what is done is done by the command line.
  const pageOf = ({ name }: Identity) => {
    const member = running.find((one) => one.name === name)
    if (member === undefined) throw new Error(`nobody is called ${name}`)
    return member.api.deals.get({ space })
  }
  await until('ben can write', async () => !(await pageOf(ben)).locked, 60_000)

  const plan = join(stage.folder, 'Plan.txt')
  writeFileSync(plan, 'Oak, two metres.\n')
  const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString()
  const terms = ['--amount', '0.5eth', '--deliver-by', days(28), '--valid-until', days(7), '--arbiter', eve.account, '--file', plan]
  const { offer } = await deal<{ offer: string }>(ben, 'offer', space, ...terms)
  await until('the offer is there', async () => (await pageOf(ana)).offerRows.some(({ brief }) => brief !== null), 60_000)
  await deal(ana, 'accept', space, offer.slice(0, 12))
  await until('agreed', async () => (await pageOf(ben)).status === 'agreed', 60_000)

  // Whoever rules has nothing before both agreed, and then what both have.
  const [{ brief } = { brief: null }] = await until(
    'the arbiter reads',
    async () => {
      const { locked, offerRows } = await pageOf(eve)
      return !locked && offerRows[0]?.status === 'agreed' && offerRows
    },
    60_000,
  )
  const files = await until('the file is named', async () => {
    const rows = await deal<readonly { name: string; hash: string; offers: readonly string[] }[]>(eve, 'files', space)
    return rows.length > 0 && rows
  })
  expect(await deal<{ arbiter: boolean }>(eve, 'show', space)).toMatchObject({ arbiter: true, status: 'agreed' })
  expect(files).toMatchObject([{ name: 'Plan.txt', hash: brief?.files[0], offers: [offer] }])
  const saved = join(stage.folder, 'Saved.txt')
  expect(await deal(eve, 'get', space, 'Plan.txt', '--output', saved)).toMatchObject({ hash: files[0]?.hash })
  expect(readFileSync(saved, 'utf8')).toBe(readFileSync(plan, 'utf8'))

  await deal(ben, 'sign', space, offer)
  await until('signed', async () => (await pageOf(ana)).status === 'signed', 60_000)
  await deal(ana, 'fund', space, offer)
  for (const by of [ana, ben, eve]) await until('funded', async () => (await pageOf(by)).status === 'funded', 60_000)
}, 240_000)
