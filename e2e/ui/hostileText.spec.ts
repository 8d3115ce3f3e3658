import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { foundDao } from './fixtures/found.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const hostile = [
  '<script>window.hit = 1</script><img src="https://evil.invalid/p.png" onerror="window.hit = 1">',
  '![picture](https://evil.invalid/q.png)',
  '[bank](https://evil.invalid/login) [code](javascript:window.hit=1) [file](file:///etc/passwd)',
  '<iframe src="https://evil.invalid"></iframe><style>body{display:none}</style>',
].join('\n\n')

let scene: Scene | undefined
let ana: Page
let ben: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundDao(ana, ben, 'Quiet Harbour')
})
test.afterAll(() => scene?.end())

test('E1: what another member writes is inert, and links ask before they open outside', async () => {
  const asked: string[] = []
  ana.on('request', (request) => asked.push(request.url()))
  await ben.getByRole('link', { name: 'Drafts' }).click()
  await ben.getByLabel('Title of a new draft').fill('<img src=x onerror=alert(1)>')
  await ben.getByRole('button', { name: 'Start a draft' }).click()
  await ben.locator('.tiptap').click()
  await ben.keyboard.type('text')
  await ben.getByRole('button', { name: 'Review and submit' }).click()
  await ben.getByRole('button', { name: 'Submit the proposal' }).click()
  await ben.getByLabel('Write a comment').fill(hostile)
  await ben.getByRole('button', { name: 'Comment' }).click()

  await ana
    .getByRole('link', { name: /onerror=alert/ })
    .first()
    .click()
  const comment = ana.getByRole('article', { name: 'Comment by Ben' })
  await expect(comment.getByText('Picture: picture (not loaded)')).toBeVisible()
  await expect(comment.locator('script, img[src^="http"], iframe, style, a[href]')).toHaveCount(0)
  await expect(comment.getByRole('button', { name: 'code' })).toHaveCount(0)
  await expect(comment.getByRole('button', { name: 'file' })).toHaveCount(0)
  expect(await ana.evaluate(() => 'hit' in window)).toBe(false)

  await comment.getByRole('button', { name: 'bank' }).click()
  const prompt = ana.getByRole('dialog', { name: 'Leave the app?' })
  await expect(prompt.getByText('https://evil.invalid/login')).toBeVisible()
  await prompt.getByRole('button', { name: 'Stay here' }).click()
  expect(ana.context().pages()).toHaveLength(1)
  expect(asked.filter((url) => !url.startsWith('http://127.0.0.1:') && !url.startsWith('data:'))).toEqual([])
})

test('E1: the policy of the page allows code from the app only', async () => {
  const response = await ana.request.get(new URL('/', actor(scene, 'ana').member.url).href)
  const policy = response.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain("script-src 'self' 'unsafe")
  expect(policy).not.toContain('unsafe-eval')
  const body = await response.text()
  expect(body).not.toMatch(/<script(?![^>]*\ssrc=)/)
})
