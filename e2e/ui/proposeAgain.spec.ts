import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { startMember } from './fixtures/startMember.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-again-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Chain time goes on by itself this far. */
const mineAfter = async (rpcUrl: string, seconds: number): Promise<void> => {
  const call = (method: string, params: readonly unknown[]) =>
    fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
  await call('evm_increaseTime', [seconds])
  await call('evm_mine', [])
}

test('M39 a proposal that can never be carried out says so, and goes to a new vote from its page and from the command line', async ({
  page,
}) => {
  const ana = await startMember({ folder, name: 'ana', signing: 'unasked' })
  try {
    await ana.command('lobby', 'create', 'Meadow', '--as', 'Ana')
    await ana.command('lobby', 'propose', 'Meadow', '--equal', '1')
    await expect.poll(async () => ((await ana.command('dao', 'list')) as unknown[]).length).toBe(1)
    const [{ space }] = (await ana.command('dao', 'list')) as [{ space: string }]
    const submitted = await ana.command('proposal', 'submit', 'Meadow', '--title', 'A gate', '--content', 'Of oak.')
    const { decision: over } = submitted as { decision: string }
    await expect(ana.command('proposal', 'resubmit', 'Meadow', 'A gate')).rejects.toThrow('PROPOSAL_STANDS')

    const { chain } = (await ana.command('status')) as { chain: { rpcUrl: string } }
    await mineAfter(chain.rpcUrl, 60 * 24 * 3600)
    await page.goto(`${ana.url}&/dao/${space}/proposals/${over}`)
    await expect(page.getByText('It can never be carried out.')).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Propose it again' }).click()
    await expect(page.getByRole('button', { name: 'Propose it again' })).toBeHidden()
    expect(page.url()).not.toContain(over)
    await expect(page.getByText('Of oak.')).toBeVisible()
    await expect(page.getByText('Open', { exact: true })).toBeVisible()
    const rows = (await ana.command('proposal', 'list', 'Meadow')) as { state: string }[]
    expect(rows.map(({ state }) => state).toSorted()).toEqual(['expired', 'open'])
    expect(await ana.command('proposal', 'resubmit', 'Meadow', over)).toMatchObject({ decision: expect.stringMatching(/^0x/) })
  } finally {
    await ana.stop()
  }
})
