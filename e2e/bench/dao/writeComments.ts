import { sealBody, toRecord } from '@daomesh/protocol'
import type { Cbor } from '@daomesh/protocol'
import type { Append, Appended, Replica } from '@daomesh/log'
import { systemRandom } from '@daomesh/peer'
import { type BenchMember, key, keyId, members } from './members.ts'
import { openMemberReplica, openMemoryStore } from './openMemberReplica.ts'

const about = 'ab'.repeat(16)

const comment = (text: string): Append => ({
  stream: 'governance',
  kind: 'comment.post',
  body: { v: 1, about, replyTo: null, text },
  keyId,
  seal: (header, plaintext) => sealBody(key, systemRandom.bytes(24), header, plaintext),
})

/** Opens the member's log with the signed link, as a node does before its first record. */
export const openLog = (replica: Replica, { link, signature }: BenchMember): Promise<unknown> =>
  replica.append({
    stream: 'governance',
    kind: 'log.open',
    body: toRecord({ v: 1, link, signature }) as Cbor,
    keyId: null,
    seal: (_, plaintext) => plaintext,
  })

export const writeComment = (replica: Replica, text: string): Promise<Appended> => replica.append(comment(text))

/** `count` sentences of the length that people write, each under a signature of its own, as people write them. */
export const writeComments = async (replica: Replica, count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await writeComment(replica, `${i}: a sentence of the length that people write when they talk`)
}

/** All entries of a replica, each after everything that it answers to. */
export const entriesOf = (replica: Replica): readonly Uint8Array[] =>
  replica.audit().map(({ id }) => {
    const bytes = replica.wire(id)
    if (bytes === null) throw new Error('an entry without bytes')
    return bytes
  })

/** A discussion of all twelve, one after the other: `count` entries, openings of logs included. Its author trusts itself and checks nothing again. */
export const writeDiscussion = async (count: number): Promise<Replica> => {
  const trusting = { verifyDevice: async (items: readonly unknown[]) => items.map(() => true) }
  let whole: Replica | null = null
  for (const [n, member] of members.entries()) {
    const mine = await openMemberReplica({ member, store: openMemoryStore(), verifier: trusting, gathersWrites: false })
    if (whole !== null) await mine.ingest(entriesOf(whole))
    await openLog(mine, member)
    await writeComments(mine, Math.floor(count / members.length) - 1 + (n < count % members.length ? 1 : 0))
    whole = mine
  }
  if (whole === null) throw new Error('a discussion needs a member')
  return whole
}
