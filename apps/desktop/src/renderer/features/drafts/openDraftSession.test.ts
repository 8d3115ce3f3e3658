import type { ConnectionState } from '@daomesh/node/client'
import { DaomeshError } from '@daomesh/protocol'
import { foundDao, type FoundedDao, type Member, newRequestId, until } from '@daomesh/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createDraftSessions } from './createDraftSessions.ts'
import { openDraftSession } from './openDraftSession.ts'
import type { DraftSession } from './openDraftSession.ts'
import type { DraftClient, DraftTransport } from './openPad.ts'

let dao: FoundedDao
beforeAll(async () => {
  dao = await foundDao(['ana', 'ben'])
}, 120_000)
afterAll(() => dao.close())

type Line = 'whole' | 'away' | 'no answers'

/** The real node behind a line that can break: before the request arrives, or before its answer does. */
const lineTo = (member: Member) => {
  let node = member
  let line: Line = 'whole'
  let cut = new AbortController()
  const listeners = new Set<(state: ConnectionState) => void>()
  const gone = () => new DaomeshError('API_UNAVAILABLE')
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    if (line === 'away') throw gone()
    const answer = await call()
    if (line !== 'whole') throw gone()
    return answer
  }
  const drafts: DraftClient['drafts'] = {
    session: (input) => through(() => node.api.drafts.session(input)),
    edit: (input) => through(() => node.api.drafts.edit(input)),
    presence: (input) => through(() => node.api.drafts.presence(input)),
    watch: (input, options) =>
      through(() => node.api.drafts.watch(input, { signal: AbortSignal.any([cut.signal, ...(options?.signal ? [options.signal] : [])]) })),
  }
  const transport: DraftTransport = {
    onConnection: (listener: (state: ConnectionState) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  return {
    client: { drafts },
    transport,
    set: (next: Line, started = node): void => {
      line = next
      node = started
      if (line !== 'whole') cut.abort()
      else cut = new AbortController()
      for (const listener of listeners) listener(line === 'whole' ? { state: 'open' } : { state: 'connecting', attempt: 2 })
    },
  }
}

const openDraft = async () => {
  const { draft } = await dao.member('ana').api.drafts.open({ requestId: newRequestId(), space: dao.space, title: 'Notes' })
  await until('the draft at Ben’s', async () =>
    (await dao.member('ben').api.drafts.list({ space: dao.space })).some((row) => row.draft === draft),
  )
  return draft
}

const write = (session: DraftSession, text: string): void => {
  const { doc } = session.pad()
  const root = doc.getXmlFragment('content')
  const [block] = root.toArray()
  if (block instanceof Y.XmlElement) return (block.get(0) as Y.XmlText).insert((block.get(0) as Y.XmlText).length, text)
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    root.insert(0, [paragraph])
  })
}

const textAt = async (name: string, draft: string): Promise<string> =>
  (await dao.member(name).api.drafts.preview({ space: dao.space, draft })).markdown

const arrives = (draft: string, text: string) => until(`“${text}” at Ben’s`, async () => (await textAt('ben', draft)) === `${text}\n`)

test('K1: an edit whose answer was lost is sent again and stands there once', async () => {
  const draft = await openDraft()
  const line = lineTo(dao.member('ana'))
  const session = await openDraftSession({ ...line, space: dao.space, draft })
  write(session, 'one ')
  line.set('no answers')
  await expect(session.flush()).rejects.toThrow('API_UNAVAILABLE')
  expect(session.saving()).toMatchObject({ state: 'failed' })
  write(session, 'two ')
  const pad = session.pad()
  line.set('whole')
  await until('saved', async () => session.saving().state === 'saved')
  write(session, 'three')
  await session.flush()
  await arrives(draft, 'one two three')
  // The session went on: nothing had to be written again.
  expect(session.pad()).toBe(pad)
  session.close()
})

test('K1 Y5: a node that was started again gets every word in a new session, each once', async () => {
  const draft = await openDraft()
  const line = lineTo(dao.member('ana'))
  const session = await openDraftSession({ ...line, space: dao.space, draft })
  write(session, 'before ')
  await session.flush()
  write(session, 'stored ')
  line.set('no answers')
  await expect(session.flush()).rejects.toThrow('API_UNAVAILABLE')
  line.set('away')
  write(session, 'offline ')
  const pad = session.pad()
  line.set('whole', await dao.restart('ana'))
  await until('saved', async () => session.saving().state === 'saved')
  write(session, 'after')
  await session.flush()
  await arrives(draft, 'before stored offline after')
  expect(session.pad()).not.toBe(pad)
  session.close()
})

test('a draft that is left in mid-sentence stays with the page until its words are stored', async () => {
  const draft = await openDraft()
  const line = lineTo(dao.member('ana'))
  const sessions = createDraftSessions(line)
  const session = await sessions.open(dao.space, draft)
  line.set('away')
  write(session, 'the last words')
  sessions.leave(dao.space, draft)
  await expect(session.flush()).rejects.toThrow('API_UNAVAILABLE')
  expect(sessions.unsaved()).toMatchObject([{ draft, saving: { state: 'failed' } }])
  expect(sessions.isPending()).toBe(true)
  expect(session.unsaved()).toBe('the last words')
  expect(await sessions.open(dao.space, draft)).toBe(session)
  expect(sessions.unsaved()).toEqual([])
  sessions.leave(dao.space, draft)
  line.set('whole')
  await until('let go', async () => sessions.unsaved().length === 0)
  expect(sessions.isPending()).toBe(false)
  await arrives(draft, 'the last words')
})

test('M476 of one run of letters only those that are not stored are said not to be', async () => {
  const draft = await openDraft()
  const line = lineTo(dao.member('ana'))
  const session = await openDraftSession({ ...line, space: dao.space, draft })
  write(session, 'stored ')
  write(session, 'long ago, ')
  await session.flush()
  line.set('away')
  for (const letter of 'and not yet') write(session, letter)
  await expect(session.flush()).rejects.toThrow('API_UNAVAILABLE')
  expect(session.unsaved()).toBe('and not yet')
  line.set('whole')
  await arrives(draft, 'stored long ago, and not yet')
  session.close()
})

test('Y46 what was written leaves at once when the page is hidden or ends', async () => {
  const draft = await openDraft()
  const line = lineTo(dao.member('ana'))
  const edit = vi.spyOn(line.client.drafts, 'edit')
  const sessions = createDraftSessions(line)
  const session = await sessions.open(dao.space, draft)
  write(session, 'the last word')
  expect(edit).not.toHaveBeenCalled()
  sessions.hurry()
  // What follows a page's last event within its task still leaves it; a pause does not end any more.
  await Promise.resolve()
  await Promise.resolve()
  expect(edit).toHaveBeenCalledTimes(1)
  await arrives(draft, 'the last word')
  sessions.leave(dao.space, draft)
})

test('words that are refused in every session are shown, and can be tried again', async () => {
  const draft = await openDraft()
  const line = lineTo(dao.member('ana'))
  const session = await openDraftSession({ ...line, space: dao.space, draft })
  const { doc } = session.pad()
  doc.transact(() => {
    // No editor writes this: a node that no member's app admits.
    const odd = new Y.XmlElement('marquee')
    odd.insert(0, [new Y.XmlText('precious words')])
    doc.getXmlFragment('content').insert(0, [odd])
  })
  await expect(session.flush()).rejects.toMatchObject({ code: 'DRAFT_UPDATE_REFUSED' })
  expect(session.saving()).toMatchObject({ state: 'refused' })
  expect(session.unsaved()).toBe('precious words')
  const now = session.pad().doc.getXmlFragment('content')
  now.delete(0, 1)
  session.again()
  await until('saved', async () => session.saving().state === 'saved')
  session.close()
})

test('M317 E1: presence that cannot be read ends nobody’s editing, and nobody is shown under another one’s name', async () => {
  const draft = await openDraft()
  const [ana, ben] = await Promise.all(
    ['ana', 'ben'].map((name) => openDraftSession({ ...lineTo(dao.member(name)), space: dao.space, draft })),
  )
  if (ana === undefined || ben === undefined) throw new Error('no session')
  const at = { space: dao.space, draft }
  for (const hostile of ['', '/////w==', 'AQEB', 'AgEBAntdAQECe30='])
    await dao.member('ben').api.drafts.presence({ ...at, update: hostile })
  const { awareness, clientId } = ben.pad()
  const { account } = dao.member('ana')
  awareness.setLocalState({ user: { name: 'Ana', account }, cursor: { anchor: {}, head: 'nowhere' } })
  await until('Ben at Ana’s', async () => ana.pad().awareness.getStates().has(clientId))
  const shown = ana.pad().awareness.getStates().get(clientId) as { user: { account: string }; cursor?: unknown }
  expect(shown.user.account).not.toBe(account)
  expect(shown.cursor).toBeUndefined()
  write(ben, 'still here')
  await ben.flush()
  await until('the words in Ana’s editor', async () => ana.pad().doc.getXmlFragment('content').toJSON().includes('still here'))
  for (const session of [ana, ben]) session.close()
})

test('Y43 an editor that throws at what another wrote gives way to another one, which shows it, and the fault is told', async () => {
  const told = vi.fn()
  vi.stubGlobal('reportError', told)
  const draft = await openDraft()
  const [ana, ben] = await Promise.all(
    ['ana', 'ben'].map((name) => openDraftSession({ ...lineTo(dao.member(name)), space: dao.space, draft })),
  )
  if (ana === undefined || ben === undefined) throw new Error('no session')
  const fault = new RangeError('drawn nowhere')
  const first = ana.pad()
  first.editor = {
    calm: () => Promise.resolve(),
    putBack: () => undefined,
    apart: (apply) => {
      apply()
      throw fault
    },
  }
  write(ben, 'one ')
  await ben.flush()
  await until('another editor at Ana’s', async () => ana.pad() !== first)
  write(ben, 'two')
  await ben.flush()
  await until('the words in it', async () => ana.pad().doc.getXmlFragment('content').toJSON().includes('one two'))
  expect(told.mock.calls).toEqual([[fault]])
  vi.unstubAllGlobals()
  for (const session of [ana, ben]) session.close()
})
