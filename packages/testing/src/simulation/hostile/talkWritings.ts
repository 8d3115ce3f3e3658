import { draftStream, keyIdOf, toHex } from '@daomesh/protocol'
import { anyDraft, hash32, of, someId, update, type Writing } from './writing.ts'

/** Edits that are no edits, in drafts that are there and in others, behind a locked opening too. */
export const badUpdate: Writing = (pen) => {
  const draft = anyDraft(pen)
  const log = pen.open(draftStream(draft))
  pen.write(log, 'draft.update', update(pen, draft))
  pen.write(log, 'draft.update', update(pen, anyDraft(pen)))
  pen.write(log, 'draft.update', update(pen, draft, Uint8Array.of(0, 0)))
  const copied = pen.random.pick([...of(pen, 'draft.update'), ...of(pen, 'draft.open')])
  pen.write(log, copied.header.kind, copied.body)
  const locked = pen.log(draftStream(draft))
  pen.write(locked, 'log.open', { v: 1, ...pen.link }, { keyId: keyIdOf(pen.random.bytes(32)) })
  pen.write(locked, 'draft.update', update(pen, draft))
}

/** Talk about nothing, in answer to itself; other people's drafts renamed, opened again and thrown away. */
export const oddTalk: Writing = (pen) => {
  const log = pen.open()
  const draft = anyDraft(pen)
  const about = pen.random.pick([draft, `0x${hash32(pen)}`])
  pen.write(log, 'comment.post', { v: 1, about, replyTo: someId(pen), text: `<img src=x> ${hash32(pen)}` })
  pen.write(log, 'draft.open', { v: 1, draft, title: 'mine now' })
  pen.write(log, 'draft.rename', { v: 1, draft: toHex(pen.random.bytes(16)), title: 'nothing' })
  pen.write(log, 'draft.rename', { v: 1, draft, title: '\u202Etfard' })
  pen.write(log, 'proposal.withdraw', { v: 1, decision: `0x${hash32(pen)}` })
  pen.write(log, 'profile.set', { v: 1, name: pen.random.pick(['ada', '\u202Eada', '<b>ben</b>']) })
  pen.write(log, 'lobby.revoke', { v: 1 })
}
