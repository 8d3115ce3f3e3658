import { type DraftId, draftStream, type EntryId, keyIdOf, to0x, type ViewId } from '@daomesh/protocol'
import type { OwnLog } from './pen.ts'
import { anyDraft, hash32, of, update, type Writing, zeroHash } from './writing.ts'

/** Openings that open nothing, and what is then written behind them. */
export const badOpening: Writing = async (pen) => {
  const { random, link } = pen
  const stream = random.pick([undefined, draftStream(anyDraft(pen)), 'draft:zz', 'nowhere'])
  const log = pen.log(stream)
  const foreign = random.pick(of(pen, 'log.open'))
  const changed = {
    ...link.link,
    exchangeKey: random.pick([zeroHash, to0x(random.bytes(32))]),
    nonce: to0x(random.bytes(32)),
    notAfter: 1n,
  }
  switch (random.below(5)) {
    case 0:
      pen.write(log, 'log.open', { v: 2, ...link })
      break
    case 1:
      pen.write(log, 'log.open', foreign.body)
      break
    case 2:
      pen.write(log, 'profile.set', { v: 1, name: 'no opening' })
      break
    case 3:
      pen.write(log, 'log.open', { v: 1, link: changed, signature: link.signature })
      break
    default:
      // A true link whose exchange key is a point of small order or nobody's; an old one, or its writer would lock itself out.
      pen.write(log, 'log.open', { v: 1, link: changed, signature: await pen.sign('LinkDevice', changed) })
  }
  const draft = (stream ?? '').slice('draft:'.length) as DraftId
  for (let i = 0; i < 2; i++)
    if (stream?.startsWith('draft:') === true) pen.write(log, 'draft.update', update(pen, draft))
    else pen.write(log, 'comment.post', { v: 1, about: anyDraft(pen), replyTo: null, text: `behind ${hash32(pen)}` })
}

/** Records of decisions under keys that nobody has, a whole log and branches of one among them (log L22). */
export const lockedRecord: Writing = (pen) => {
  const keyId = keyIdOf(pen.random.bytes(32))
  const talk = () => ({ v: 1, about: anyDraft(pen), replyTo: null, text: `for nobody ${hash32(pen)}` })
  const log = pen.open()
  pen.write(log, 'comment.post', talk(), { keyId })
  pen.write(log, 'comment.post', talk())
  const hidden = pen.log()
  pen.write(hidden, 'log.open', { v: 1, ...pen.link }, { keyId })
  pen.write(hidden, 'comment.post', talk())
  if (pen.random.chance(0.7)) return
  const root = log.last
  pen.write(log, 'comment.post', talk(), { keyId })
  log.last = root
  pen.write(log, 'comment.post', talk(), { keyId })
}

/** Two and more histories of one log, from its opening or later. */
export const fork: Writing = (pen) => {
  const stream = pen.random.chance(0.5) ? undefined : draftStream(anyDraft(pen))
  const log = pen.open(stream)
  const branch = (from: OwnLog['last']) => {
    log.last = from
    for (let i = 0; i < 2; i++)
      if (stream === undefined) pen.write(log, 'comment.post', { v: 1, about: anyDraft(pen), replyTo: null, text: `branch ${hash32(pen)}` })
      else pen.write(log, 'draft.update', update(pen, stream.slice('draft:'.length) as DraftId))
  }
  const root = log.last
  branch(root)
  branch(pen.random.pick([root, log.last]))
  branch(root)
}

/** Headers that name what is not there, what is elsewhere, or too much of it. */
export const oddHeader: Writing = (pen) => {
  const { random } = pen
  const stream = random.chance(0.5) ? undefined : draftStream(anyDraft(pen))
  const log = pen.open(stream)
  const body = () => ({ v: 1, about: anyDraft(pen), replyTo: null, text: `odd ${hash32(pen)}` })
  const ids = random.shuffle([...pen.known.map(({ id }) => id), ...pen.written.map(({ id }) => id)])
  const at = random.pick([0, Number.MAX_SAFE_INTEGER])
  switch (random.below(5)) {
    case 0:
      pen.write(log, 'comment.post', body(), { parents: [hash32(pen) as EntryId], at })
      break
    case 1:
      pen.write(log, 'comment.post', body(), { view: random.pick([hash32(pen) as ViewId, ...pen.views]), at })
      break
    case 2:
      pen.write(log, 'comment.post', body(), { parents: ids.slice(0, 16), at })
      break
    case 3:
      pen.write(log, 'comment.post', body(), { seq: 7, at })
      break
    default:
      pen.write(log, 'comment.post', body(), { prev: random.pick(ids), at })
  }
  pen.write(log, 'comment.post', body())
}
