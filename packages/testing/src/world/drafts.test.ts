import { appendParagraph, openAuthor } from '@daomesh/drafts'
import { decodeHeader } from '@daomesh/protocol'
import { connectWebSocket, createNodeClient } from '@daomesh/node/client'
import { serveLoopback } from '@daomesh/node/serve'
import { expect, test } from 'vitest'
import { foundDao, type FoundDaoOptions, newRequestId } from './foundDao.ts'
import { until } from './realTime.ts'

test('K1 M293: an edit and its outcome are one commit: a crash right after it neither loses nor doubles it', async () => {
  // Nothing is written any more once this draft has a record more than it had.
  let ending: 'not yet' | 'with the edit' | 'ended' = 'not yet'
  const fault: FoundDaoOptions['fault'] = ({ entries }) => {
    if (ending === 'ended') return 'crash'
    if (ending === 'with the edit' && entries.some(({ headerBytes }) => decodeHeader(headerBytes).kind === 'draft.update')) ending = 'ended'
    return null
  }
  const { space, member, restart, close } = await foundDao(['ana'], { fault })
  const { api } = member('ana')
  const { draft } = await api.drafts.open({ requestId: newRequestId(), space, title: 'Notes' })
  const { session, clientId, snapshot, at } = await api.drafts.session({ space, draft })
  const updates: Uint8Array[] = []
  const author = openAuthor({ clientId, snapshot: Buffer.from(snapshot, 'base64'), onUpdate: (update) => updates.push(update) })
  appendParagraph(author.doc, 'Once.')
  const update = Buffer.from(updates[0] ?? new Uint8Array()).toString('base64')
  const edit = { requestId: newRequestId(), space, draft, session, at, update }
  ending = 'with the edit'
  const first = await api.drafts.edit(edit)
  expect(ending).toBe('ended')
  ending = 'not yet'
  const again = await restart('ana')
  // The session ended with the node, but this edit has its answer.
  expect(await again.api.drafts.edit(edit)).toEqual(first)
  await expect(again.api.drafts.edit({ ...edit, requestId: newRequestId() })).rejects.toMatchObject({ code: 'DRAFT_UPDATE_REFUSED' })
  await expect(again.api.drafts.edit({ ...edit, at: at + 1 })).rejects.toMatchObject({ code: 'REQUEST_CONFLICT' })
  expect((await again.api.drafts.preview({ space, draft })).markdown).toBe('Once.\n')
  await again.api.drafts.open({ requestId: newRequestId(), space, title: 'Empty' })
  const written = (await again.api.drafts.list({ space })).map(
    ({ title, editors }) => `${title}: ${editors.map(({ name }) => name).join()}`,
  )
  expect(written.sort()).toEqual(['Empty: ', 'Notes: ana'])
  await close()
})

test('a watcher whose connection breaks leaves the draft, and its session ends with the draft’s document', async () => {
  const { space, member, close } = await foundDao(['ana'])
  const { api, node } = member('ana')
  const open = async () => (await api.drafts.open({ requestId: newRequestId(), space, title: 'Notes' })).draft
  const draft = await open()
  const token = 'token-of-the-test'
  const loopback = await serveLoopback({ router: node.router, token, port: 0, folder: null })
  const transport = connectWebSocket({ url: `ws://127.0.0.1:${loopback.port}/api`, token })
  const page = createNodeClient({ transport })
  const { session } = await page.drafts.session({ space, draft })
  const watching = await page.drafts.watch({ space, draft, session })
  expect(await watching.next()).toMatchObject({ value: { type: 'snapshot' } })
  const lookAtOthers = async () => {
    for (let n = 0; n < 6; n++) await api.drafts.preview({ space, draft: await open() })
  }
  const isKnown = async (): Promise<boolean> => {
    try {
      const again = await api.drafts.watch({ space, draft, session })
      await again.next()
      await again.return?.()
      return true
    } catch (error) {
      expect(error).toMatchObject({ code: 'DRAFT_UPDATE_REFUSED' })
      return false
    }
  }
  await lookAtOthers()
  expect(await isKnown()).toBe(true)
  transport.close()
  await until('the session ended', async () => {
    await lookAtOthers()
    return !(await isKnown())
  })
  await loopback.close()
  await close()
})

test('M291 a discarded draft is off the list, says so where it is read, and comes back by a rename', async () => {
  const { space, member, close } = await foundDao(['ana'])
  const { api } = member('ana')
  const { draft, title, discarded } = await api.drafts.open({ requestId: newRequestId(), space, title: 'Notes' })
  expect(discarded).toBe(false)
  const listed = async (more: { discarded?: boolean } = {}) => (await api.drafts.list({ space, ...more })).map((row) => row.draft)
  await api.drafts.discard({ requestId: newRequestId(), space, draft })
  expect([await listed(), await listed({ discarded: true })]).toEqual([[], [draft]])
  expect(await api.drafts.get({ space, draft })).toMatchObject({ title, discarded: true })
  expect(await api.drafts.rename({ requestId: newRequestId(), space, draft, title })).toMatchObject({ title, discarded: false })
  expect([await listed(), await listed({ discarded: true })]).toEqual([[draft], []])
  await close()
})

test('M292 the activity tells of drafts, talk, polls and budgets, and each line names what it is about', async () => {
  const { space, member, close } = await foundDao(['ana'])
  const { api } = member('ana')
  const request = () => ({ requestId: newRequestId(), space })
  const { draft } = await api.drafts.open({ ...request(), title: 'Notes' })
  await api.comments.post({ ...request(), about: draft, replyTo: null, text: 'Shall we?' })
  const { poll } = await api.polls.open({
    ...request(),
    question: 'Where?',
    about: '',
    options: ['Garden', 'Mill'],
    choice: 'single',
    most: 1,
    weight: 'member',
  })
  await api.drafts.rename({ ...request(), draft, title: 'Better notes' })
  const { activity } = await api.daos.get({ space })
  expect(activity.filter(({ place }) => place !== null).map(({ kind, title, place }) => [kind, title, place])).toEqual([
    ['poll.open', 'Where?', { kind: 'poll', id: poll }],
    ['comment.post', 'Better notes', { kind: 'draft', id: draft }],
    ['draft.open', 'Better notes', { kind: 'draft', id: draft }],
  ])
  await close()
})
