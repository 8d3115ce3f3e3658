import { randomBytes } from 'node:crypto'
import { LogEnded } from '@daomesh/log'
import type { KeyId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createWriter, type Writer } from '../fixtures/draftSpace.ts'
import { createAuthor } from './createAuthor.ts'

const key = { id: 'c5'.repeat(16) as KeyId, key: new Uint8Array(32).fill(7) }

/** An author over a real replica; `meanwhile` happens between the opening of its log and what is written in it. */
const authorOver = ({ replica, space, view, chainId, member, links }: Writer, meanwhile: () => Promise<void>) =>
  createAuthor({
    random: { bytes: (length) => new Uint8Array(randomBytes(length)) },
    space: space.id,
    chainId,
    replica,
    links,
    account: () => member,
    view: () => view,
    unlinked: () => false,
    writingKey: async () => {
      await meanwhile()
      return key
    },
    proveContinuity: () => Promise.resolve(),
  })

test('M374 D4 where a log ends between its opening and what is written in it, since a peer says that this home is older than itself, the record goes into a new one', async () => {
  const ana = await createWriter('ana')
  let ends = 2
  const author = authorOver(ana, async () => {
    if (ends > 0) await ana.replica.startFreshIncarnation()
    ends -= 1
  })
  const one = await author.append('profile.set', { name: 'Ana' })
  expect(ana.replica.status(one)).toMatchObject({ status: 'accepted', seq: 1 })
  ends = 1
  const records = ['Anna', 'Annie'].map((name) => ({ kind: 'profile.set' as const, body: { name } }))
  for (const id of await author.appendAll(records)) expect(ana.replica.status(id)).toMatchObject({ status: 'accepted' })
  // Each log that ended holds its opening alone.
  const kinds = ana.replica.audit().map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'log.open')).toHaveLength(4)
  expect(kinds.filter((kind) => kind === 'profile.set')).toHaveLength(3)
})

test('M374 a log that ends again and again is not opened for ever', async () => {
  const ana = await createWriter('ana')
  const author = authorOver(ana, () => ana.replica.startFreshIncarnation())
  await expect(author.append('profile.set', { name: 'Ana' })).rejects.toThrow(LogEnded)
  expect(ana.replica.audit().map(({ kind }) => kind)).toEqual(['log.open', 'log.open', 'log.open', 'log.open'])
})
