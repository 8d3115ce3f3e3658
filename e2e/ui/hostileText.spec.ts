import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { glance } from './fixtures/carryOut.ts'
import { foundDao } from './fixtures/found.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const hostile = [
  '<script>window.hit = 1</script><img src="https://evil.invalid/p.png" onerror="window.hit = 1">',
  '![picture](https://evil.invalid/q.png)',
  '[bank](https://evil.invalid/login) [code](javascript:window.hit=1) [file](file:///etc/passwd)',
  '<iframe src="https://evil.invalid"></iframe><style>body{display:none}</style>',
].join('\n\n')
/** In at most 80 bytes each. */
const daoName = '<img src=//evil.invalid/d.png onerror=hit=1>[x](javascript:hit=1)'
const bensName = '<b onclick=hit=1>Ben</b>![b](https://evil.invalid/b.png)'

let scene: Scene | undefined
let ana: Page
let ben: Page
const asked: string[] = []
const opened: string[] = []

/** Nothing of it became an element, ran, or was fetched, on the screen as it stands. */
const expectInert = async (page: Page): Promise<void> => {
  await expect(
    page.locator('[src*="evil.invalid"], [href*="evil.invalid"], [href^="javascript:"], [onclick], [onerror], iframe'),
  ).toHaveCount(0)
  expect(await page.evaluate(() => 'hit' in window)).toBe(false)
  expect(asked.filter((url) => !url.startsWith('http://127.0.0.1:') && !url.startsWith('data:'))).toEqual([])
  expect(opened).toEqual([])
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  for (const page of [ana, ben]) {
    page.on('request', (request) => asked.push(request.url()))
    page.on('dialog', (dialog) => opened.push(dialog.message()))
  }
  // The one who joins reads the name in the invite, before there is a DAO.
  await foundDao(ana, ben, daoName, bensName)
})
test.afterAll(() => scene?.end())

test('E1: the name of a DAO, in its invite too, and the name of a member are text and nothing else', async () => {
  await expectInert(ben)
  await expect(ana.getByText(daoName).first()).toBeVisible()
  await expect(ana.getByText(bensName).first()).toBeVisible()
  await expectInert(ana)
  await ana.getByRole('link', { name: 'Network', exact: true }).click()
  await expect(ana.getByText(bensName).first()).toBeVisible()
  await expectInert(ana)
  await ana.getByRole('link', { name: daoName }).first().click()
})

test('E1: the text of a proposal and the reason of a ballot are inert', async () => {
  const { member } = actor(scene, 'ben')
  const [dao] = (await member.command('dao', 'list')) as [{ readonly space: string }]
  const title = '<svg onload=hit=1>Fence'
  const { decision } = (await member.command('proposal', 'submit', dao.space, '--title', title, '--content', hostile)) as {
    readonly decision: string
  }
  await member.command('ballot', 'cast', dao.space, `${decision}=against`, '--reason', hostile)
  await ana
    .getByRole('link', { name: /^(All p|P)roposals/ })
    .first()
    .click()
  await ana.getByRole('link', { name: /Fence/ }).first().click()
  await expect(ana.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  // Once in the text, once in the reason beside the ballot.
  await expect(ana.getByText('Picture: picture (not loaded)')).toHaveCount(2)
  await expect(ana.getByText(bensName).first()).toBeVisible()
  await expectInert(ana)
})

test('E1 N5: a text that would take minutes to parse is shown as it is', async () => {
  const { member } = actor(scene, 'ben')
  const [dao] = (await member.command('dao', 'list')) as [{ readonly space: string }]
  await member.command('proposal', 'submit', dao.space, '--title', 'Knotted', '--content', '*a_ '.repeat(30_000))
  await ana
    .getByRole('link', { name: /^(All p|P)roposals/ })
    .first()
    .click()
  await ana
    .getByRole('link', { name: /Knotted/ })
    .first()
    .click()
  await expect(ana.getByText(/^\*a_ \*a_ /)).toBeVisible()
  await glance(ana, 'knotted')
  await expectInert(ana)
})

test('E1: what another member writes is inert, and links ask before they open outside', async () => {
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
    .getByRole('link', { name: /^(All p|P)roposals/ })
    .first()
    .click()
  await ana
    .getByRole('link', { name: /onerror=alert/ })
    .first()
    .click()
  const comment = ana.getByRole('article', { name: `Comment by ${bensName}` })
  await expect(comment.getByText('Picture: picture (not loaded)')).toBeVisible()
  await expect(comment.locator('script, img[src^="http"], iframe, style, a[href]')).toHaveCount(0)
  await expect(comment.getByRole('button', { name: 'code' })).toHaveCount(0)
  await expect(comment.getByRole('button', { name: 'file' })).toHaveCount(0)
  await expectInert(ana)

  await comment.getByRole('button', { name: 'bank' }).click()
  const prompt = ana.getByRole('dialog', { name: 'Leave the app?' })
  await expect(prompt.getByText('https://evil.invalid/login')).toBeVisible()
  await prompt.getByRole('button', { name: 'Stay here' }).click()
  expect(ana.context().pages()).toHaveLength(1)
  await expectInert(ana)
})

test('E1: no word of a draft takes the looks of the app, to cover it or to hide', async () => {
  await ben.getByRole('link', { name: 'Drafts' }).click()
  await ben.getByLabel('Title of a new draft').fill('Dressed up')
  await ben.getByRole('button', { name: 'Start a draft' }).click()
  await ben.locator('.tiptap').click()
  // What a hostile device signs, its own editor would not write: so it is put past the editor's buttons.
  await ben.locator('.tiptap').evaluate((editor) => {
    type Edited = typeof editor & { readonly editor: { readonly commands: { readonly insertContent: (content: object) => void } } }
    const { commands } = (editor as Edited).editor
    const link = {
      type: 'link',
      attrs: { href: 'https://evil.invalid/', class: 'mantine-Overlay-root dressed', target: '_top', rel: 'opener' },
    }
    commands.insertContent([
      { type: 'paragraph', content: [{ type: 'text', text: 'a link', marks: [link] }] },
      { type: 'codeBlock', attrs: { language: 'x mantine-Overlay-root dressed' }, content: [{ type: 'text', text: 'some code' }] },
    ])
  })
  await ana.getByRole('link', { name: 'Drafts' }).click()
  await ana.getByRole('link', { name: 'Dressed up' }).click()
  const text = ana.locator('.tiptap')
  await expect(text.locator('pre code')).toHaveText('some code')
  await expect(text.getByText('a link')).toHaveAttribute('rel', /noopener/)
  await expect(text.getByText('a link')).toHaveAttribute('target', '_blank')
  await expect(ana.locator('.dressed')).toHaveCount(0)
  await expect(text.locator('a[class], code[class], pre[class]')).toHaveCount(0)
  await glance(ana, 'dressed')
  // Typing beside and inside leaves both where they are.
  await text.locator('pre code').click()
  await ana.keyboard.press('End')
  await ana.keyboard.type(' more')
  await expect(ben.locator('.tiptap pre code')).toContainText('some code more')
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
