import { appendParagraph, type Author, openAuthor, replaceText } from '@daomesh/drafts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { foundDao, type FoundedDao, newRequestId } from './foundDao.ts'
import { until } from './realTime.ts'

let dao: FoundedDao
beforeAll(async () => {
  dao = await foundDao(['ana', 'ben'])
}, 120_000)
afterAll(() => dao.close())

/** One edit in a session of its own. */
const edit = async (name: string, draft: string, change: (doc: Author['doc']) => void): Promise<void> => {
  const { api } = dao.member(name)
  const place = { space: dao.space, draft }
  const { session, clientId, snapshot, at } = await api.drafts.session(place)
  const updates: Uint8Array[] = []
  const author = openAuthor({ clientId, snapshot: Buffer.from(snapshot, 'base64'), onUpdate: (update) => updates.push(update) })
  author.doc.transact(() => change(author.doc))
  for (const update of updates)
    await api.drafts.edit({ ...place, requestId: newRequestId(), session, at, update: Buffer.from(update).toString('base64') })
}

const textAt = async (name: string, draft: string) => (await dao.member(name).api.drafts.preview({ space: dao.space, draft })).markdown

const reads = (name: string, draft: string, text: string) =>
  until(`“${text}” at ${name}’s`, async () => (await textAt(name, draft)) === text)

test('Y32 Y33 Y34: a member sees who changed what, brings back what another deleted, and restores an earlier version for both', async () => {
  const [ana, ben] = [dao.member('ana'), dao.member('ben')]
  const { draft } = await ana.api.drafts.open({ requestId: newRequestId(), space: dao.space, title: 'Plan' })
  const place = { space: dao.space, draft }
  await edit('ana', draft, (doc) => appendParagraph(doc, 'Rent the hall for two days.'))
  await until('the draft at Ben’s', async () => (await ben.api.drafts.list({ space: dao.space })).some((row) => row.draft === draft))
  await reads('ben', draft, 'Rent the hall for two days.\n')
  await edit('ben', draft, (doc) => replaceText(doc, 'the hall', 'a tent'))
  await reads('ana', draft, 'Rent a tent for two days.\n')

  for (const { api } of [ana, ben])
    await until('the names', async () => (await api.daos.get({ space: dao.space })).memberRows.every(({ name }) => name !== null))
  const { sessions, opaque } = await ana.api.drafts.history(place)
  expect(opaque).toBe(0)
  expect(sessions).toMatchObject([
    { name: 'ben', account: ben.account, edits: 1, added: { text: 'a tent' }, removed: { text: 'the hall' } },
    { name: 'ana', account: ana.account, added: { text: 'Rent the hall for two days.' }, removed: { letters: 0 } },
  ])
  expect(await ben.api.drafts.history(place)).toEqual({ sessions, opaque })
  const version = sessions[0]?.version ?? ''
  const { lines } = await ana.api.drafts.blame({ ...place, version })
  const runs = lines.flatMap((line) => line.runs.map(({ text, change, wrote }) => [text, change, wrote.name]))
  expect(runs).toEqual(
    expect.arrayContaining([
      ['Rent ', 'kept', 'ana'],
      ['a tent', 'added', 'ben'],
      ['the hall', 'removed', 'ana'],
    ]),
  )

  const passages = lines.flatMap((line) => line.runs.flatMap((run) => run.passages))
  const request = { ...place, requestId: newRequestId(), what: { passages } }
  const first = await ana.api.drafts.restore(request)
  expect(first.entries).toHaveLength(1)
  expect(await ana.api.drafts.restore(request)).toEqual(first)
  for (const name of ['ana', 'ben']) await until(`both words at ${name}’s`, async () => /the hall/.test(await textAt(name, draft)))

  const back = { ...place, requestId: newRequestId(), what: { version: sessions[1]?.version ?? '' } }
  await ben.api.drafts.restore(back)
  for (const name of ['ana', 'ben']) await reads(name, draft, 'Rent the hall for two days.\n')
  const again = await ana.api.drafts.restore({ ...back, requestId: newRequestId() })
  expect(again.entries).toEqual([])

  for (const what of [{ version: 'f'.repeat(64) }, { passages: ['no'] }, { passages: ['zz.0.1'] }])
    await expect(ana.api.drafts.restore({ ...place, requestId: newRequestId(), what })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  expect(await textAt('ana', draft)).toBe('Rent the hall for two days.\n')
})
