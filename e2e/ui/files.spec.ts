import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { foundedDao } from './fixtures/found.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'

test('E1: a file is shared, fetched by another member and saved as it was; a hostile one is bytes and a name, nothing that runs', async ({
  browser,
}) => {
  test.setTimeout(360_000)
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-ui-files-'))
  const scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  try {
    const [ana, ben] = [actor(scene, 'ana').page, actor(scene, 'ben').page]
    await foundedDao(ana, ben, 'Meadow')
    const hostile = '<script>window.hit = 1</script>'
    // A name that would be markup in a page that believed it; what no file system takes was left out of it.
    const name = 'a href=javascript&colon;hit=1 onclick=hit=1.html'
    writeFileSync(join(folder, name), hostile)
    await ana.getByRole('link', { name: 'Files' }).click()
    await expect(ana.getByText('No files yet')).toBeVisible()
    await ana.getByLabel('Choose files').first().setInputFiles(join(folder, name))
    await expect(ana.getByText(name)).toBeVisible()
    await expectAccessible(ana)

    await ben.getByRole('link', { name: 'Files' }).click()
    await expect(ben.getByText(name)).toBeVisible()
    await expect(ben.getByText('not on this device')).toBeVisible()
    await ben.getByRole('button', { name: 'Who has it?' }).click()
    await expect(ben.getByRole('status').filter({ hasText: 'Ana' })).toContainText('(1/1)')
    await ben.getByRole('button', { name: 'Fetch' }).click()
    await expect(ben.getByText('on this device', { exact: true })).toBeVisible()
    const downloading = ben.waitForEvent('download')
    await ben.getByRole('button', { name: 'Save as…' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toContain('onclick=hit=1.html')
    expect(await readFile(await download.path(), 'utf8')).toBe(hostile)
    for (const page of [ana, ben]) {
      expect(await page.evaluate(() => 'hit' in window)).toBe(false)
      await expect(page.locator('[onclick], iframe, object, embed, [href^="javascript:"]')).toHaveCount(0)
    }
    await lookAt(ben, 'files')
    expect(actor(scene, 'ben').faults).toEqual([])
  } finally {
    await scene.end()
    rmSync(folder, { recursive: true, force: true })
  }
})
