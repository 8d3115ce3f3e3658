import { sqliteMarketStore } from '@daomesh/market/sqlite'
import { address, hashOf, openPost, postId, signPost, toHex, utf8 } from '@daomesh/protocol'
import { createLinkedDevice, createSeededRandom } from '@daomesh/testing'
import { drawWords, tagAt } from './texts.ts'

const day = 86_400
const ether = address.parse(`0x${'00'.repeat(20)}`)

/** Writes a market of so many signed posts of a hundred words each into a file, by as many issuers as posts of one may be. */
export const fillMarket = async (path: string, posts: number, now: number): Promise<void> => {
  const store = sqliteMarketStore({ path })
  const random = createSeededRandom('bench market')
  const writer = await createLinkedDevice(0, 31_337n, now + 365 * day)
  const chain = { chainId: '31337', genesisHash: `0x${'11'.repeat(32)}` as const }
  for (let i = 0; i < posts; i++) {
    const issuer = address.parse(`0x${toHex(hashOf('bench/issuer', utf8(String(i % (posts / 10))))).slice(0, 40)}`)
    const wire = signPost({
      ...writer,
      post: {
        v: 1,
        chain,
        issuer,
        post: postId.parse(toHex(random.bytes(16))),
        revision: 0,
        title: drawWords(random, 6).join(' '),
        brief: drawWords(random, 100).join(' '),
        tags: [...new Set([tagAt(i % 7), tagAt(100 + (i % 300))])].toSorted(),
        reward: { token: ether, amount: String(1 + ((i * 7919) % 100_000)) },
        deadline: now + day * (1 + (i % 60)),
        expires: now + day * 30,
        openTo: 'anyone',
        contact: [],
        closed: false,
      },
    })
    const { id, post } = openPost(wire)
    store.put({ id, wire, post, kind: 'dao', own: false, until: post.expires, rank: i })
  }
  store.close()
}
