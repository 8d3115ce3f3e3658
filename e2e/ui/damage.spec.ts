import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { program } from '../scene/program.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { startMember } from './fixtures/startMember.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'daomesh-damage-'))
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('K3: a damaged database is said on the screen, with what is safe and what to do, until the person has read it', async ({ page }) => {
  const home = join(folder, 'nina')
  const first = await startMember({ folder, name: 'nina', signing: 'unasked' })
  await run(process.execPath, [program, '--home', home, 'lobby', 'create', 'Meadow', '--as', 'Nina'])
  await first.stop()
  writeSync(openSync(join(home, 'daomesh.sqlite'), 'r+'), Buffer.alloc(4096, 0x5a), 0, 4096, 0)

  const member = await startMember({ folder, name: 'nina', signing: 'unasked' })
  try {
    await page.goto(member.url)
    const banner = page.getByRole('alert').filter({ hasText: 'The database on this device was damaged' })
    await expect(banner).toContainText('It was set aside as daomesh.sqlite.damaged-1.')
    await expect(banner).toContainText('Your keys and the DAOs you are in are safe')
    await expect(banner).toContainText('Stay connected until every DAO is equal')
    // Not the screen of a first run: the lobby is still there.
    await expect(page.getByRole('link', { name: /Meadow/ }).first()).toBeVisible()
    await lookAt(page, 'damage')
    const { stdout } = await run(process.execPath, [program, '--home', home, 'status'])
    expect(stdout).toContain('set aside as daomesh.sqlite.damaged-1')
    await banner.getByRole('button', { name: 'I have read this' }).click()
    await expect(banner).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('link', { name: /Meadow/ }).first()).toBeVisible()
    await expect(banner).toHaveCount(0)
  } finally {
    await member.stop()
  }
})

test('M455: a home that was put back from a copy says so once, with what may be missing and what to do', async ({ page }) => {
  // The folder of before, at another place: as a copy that is put back.
  cpSync(join(folder, 'nina'), join(folder, 'nora'), { recursive: true })
  const member = await startMember({ folder, name: 'nora', signing: 'unasked' })
  try {
    await page.goto(member.url)
    const banner = page.getByRole('alert').filter({ hasText: 'was moved, or put back from a copy' })
    await expect(banner).toContainText('What nobody else has is gone')
    await expect(banner).toContainText('Never use another copy of the folder as well')
    await lookAt(page, 'restored')
    await page.setViewportSize({ width: 900, height: 600 })
    await expect(banner.getByRole('button', { name: 'I have read this' })).toBeInViewport({ ratio: 1 })
    await banner.getByRole('button', { name: 'I have read this' }).focus()
    await page.keyboard.press('Enter')
    await expect(banner).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('link', { name: /Meadow/ }).first()).toBeVisible()
    await expect(banner).toHaveCount(0)
  } finally {
    await member.stop()
  }
})
