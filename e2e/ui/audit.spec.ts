import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { SpaceId } from '@daomesh/protocol'
import { lookAt } from './fixtures/lookAt.ts'
import { type Member, startMember } from './fixtures/startMember.ts'
import { writeLocked, writeTwice } from './fixtures/writeUnasked.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-audit-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Row = { readonly status: string; readonly reason: string | null }
type Proofs = { readonly keys: readonly { readonly writes: boolean; readonly devices: readonly { readonly device: string }[] }[] }

const until = async <T>(what: string, look: () => Promise<T | false | null | undefined>): Promise<T> => {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const found = await look()
    if (found !== false && found !== null && found !== undefined) return found
  }
  throw new Error(`never: ${what}`)
}

/** Ana founds alone, with a laptop beside: two homes, one account. */
const found = async (ana: Member, laptop: Member): Promise<SpaceId> => {
  const lobby = (await ana.command('lobby', 'create', 'Meadow', '--as', 'Ana')) as { invite: string; space: string }
  await laptop.command('lobby', 'join', lobby.invite, '--as', 'Ana')
  await ana.command('lobby', 'propose', 'Meadow', '--equal', '1')
  return until('the DAO on both', async () => {
    const [a] = (await ana.command('dao', 'list')) as { space: SpaceId }[]
    const [b] = (await laptop.command('dao', 'list')) as { space: SpaceId }[]
    return a !== undefined && a.space === b?.space && a.space
  })
}

test('D3 D5: a device that wrote two histories is proven to have done so, and is unlinked for good, with words for each', async ({
  page,
}) => {
  let ana = await startMember({ folder, name: 'ana', signing: 'unasked' })
  let laptop = await startMember({ folder, name: 'laptop', signing: 'unasked', accountOf: 'ana' })
  try {
    const [address] = (await ana.command('peer', 'addresses')) as string[]
    const space = await found(ana, laptop)
    await until('the laptop writes', () => laptop.command('draft', 'open', 'Meadow', 'Plan').catch(() => null))
    await until('ana reads it', async () => ((await ana.command('draft', 'list', 'Meadow')) as unknown[]).length === 1)
    const { device } = (await laptop.command('status')) as { device: string }

    await laptop.stop()
    writeTwice(join(folder, 'laptop'), space)
    laptop = await startMember({ folder, name: 'laptop', signing: 'unasked', accountOf: 'ana' })
    await laptop.command('peer', 'dial', address ?? '')
    await until('ana holds the proof', async () =>
      ((await ana.command('audit', 'records', 'Meadow')) as Row[]).some(({ status }) => status === 'forked'),
    )

    // M490: the command line reads page after page, or so many of the newest.
    const records = async (...words: readonly string[]) => (await ana.command('audit', 'records', 'Meadow', ...words)) as Row[]
    const [all, aside] = [await records('--all'), await records()]
    expect(aside.length).toBe(all.filter(({ status }) => status !== 'accepted').length)
    expect(await records('--all', '--newest', '2')).toEqual(all.slice(0, 2))
    await expect(records('--newest', 'some')).rejects.toThrow('INPUT_INVALID')

    await page.goto(`${ana.url}&/dao/${space}/audit`)
    await page.getByRole('tab', { name: 'Forks (1)' }).click()
    await expect(page.getByText('Two histories of the decisions and comments')).toBeVisible()
    await expect(page.getByText('Proof 1')).toBeVisible()
    await expect(page.getByText('Proof 2')).toBeVisible()
    await lookAt(page, 'forks')
    await page.getByRole('tab', { name: /^Records/ }).click()
    await page.getByText('Set aside', { exact: true }).click()
    await expect(page.getByText('This device wrote two histories').first()).toBeVisible()
    await expect(page.getByText('Compare both histories in the audit view').first()).toBeVisible()
    // What kind of record it is stands there in words too.
    await expect(page.getByRole('cell', { name: 'opened a draft draft.open' })).toBeVisible()
    await lookAt(page, 'records')
    await page.getByRole('button', { name: 'Compare both histories' }).first().click()
    await expect(page.getByRole('tab', { name: 'Forks (1)', selected: true })).toBeVisible()

    await page.getByRole('link', { name: 'Network', exact: true }).click()
    await page.getByRole('button', { name: 'Unlink' }).click()
    await expect(page.getByText('It can never be linked to this account again.')).toBeVisible()
    await lookAt(page, 'unlink')
    await page.getByRole('button', { name: 'Unlink for good' }).click()
    await expect(page.getByText('Unlinked for good')).toBeVisible()
    await lookAt(page, 'devices')

    await until('a key that the laptop is not given', async () => {
      const { keys } = (await ana.command('audit', 'proofs', 'Meadow')) as Proofs
      const [newest] = keys
      return newest?.writes === true && newest.devices.every((one) => one.device !== device)
    })
    await page.goto(`${ana.url}&/dao/${space}/audit`)
    await page.getByRole('tab', { name: 'Unlinked devices (1)' }).click()
    await expect(page.getByRole('cell', { name: 'Ana' })).toBeVisible()
    await page.getByRole('tab', { name: 'Keys' }).click()
    await expect(page.getByText('in use')).toHaveCount(1)
    // Two devices of one account may both have made a first key.
    await expect(page.getByText('An unlinked device may hold it.').first()).toBeVisible()
    await expect(page.getByText('not known')).toHaveCount(0)
    await lookAt(page, 'keys')
    await page.getByRole('tab', { name: 'Memberships' }).click()
    await expect(page.getByText('Number 0, the present one')).toBeVisible()
    await lookAt(page, 'views')

    // Its own node heard of it too, and says why it writes no more.
    await until('the laptop is told', () =>
      laptop.command('draft', 'open', 'Meadow', 'Another').then(
        () => false,
        (error: unknown) => String(error).includes('DEVICE_UNLINKED'),
      ),
    )

    // Her account, too, can be put into other hands by a decision.
    await ana.command('chain', 'faucet')
    await ana.command('dao', 'deploy', 'Meadow')
    await page.goto(`${ana.url}&/dao/${space}`)
    await page.getByRole('button', { name: 'Another account for Ana, or removal' }).click()
    await page.getByLabel('The account that takes the place').fill('0x00000000000000000000000000000000000A11CE')
    await expect(page.getByText('The old account keeps its shares (1)', { exact: false })).toBeVisible()
    await lookAt(page, 'replace')
    await page.getByRole('button', { name: 'Put it to the vote' }).click()
    await expect(page.getByRole('heading', { name: 'Another account for Ana' })).toBeVisible()
    await lookAt(page, 'replacement')

    // L22: of a record that nobody can read she is told that it is missing from what she compares.
    await ana.stop()
    writeLocked(join(folder, 'ana'), space)
    ana = await startMember({ folder, name: 'ana', signing: 'unasked' })
    await page.goto(`${ana.url}&/dao/${space}`)
    await page.getByRole('button', { name: 'State hash and cut' }).click()
    await expect(page.getByText('Some records cannot be judged here yet')).toBeVisible()
    await expect(page.getByText('No hash may be claimed')).toHaveCount(0)
    await lookAt(page, 'state-lacking')
  } finally {
    await ana.stop()
    await laptop.stop()
  }
})
