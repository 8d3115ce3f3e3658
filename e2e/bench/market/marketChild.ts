import { createMemoryChain, createMemoryClient } from '@daomesh/chain/memory'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { nativeVerifier } from '@daomesh/log/native'
import { sqliteMarketStore } from '@daomesh/market/sqlite'
import { createMemoryHub } from '@daomesh/network/memory'
import { systemRandom } from '@daomesh/peer'
import { address } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { startMember } from '@daomesh/testing'
import { commonWord, rareWord, tagAt } from './texts.ts'

const [path = ''] = process.argv.slice(2)

/** A whole node over the filled market, asked through its API as a screen does it. Prints the slowest search and the most memory it ever had. */
const run = async (): Promise<void> => {
  const chain = createMemoryChain({
    chainId: 31_337n,
    seed: 'bench',
    clock: systemClock,
    factory: address.parse(`0x${'fa'.repeat(20)}`),
    finality: { confirmations: 0 },
    count: () => 'nothing is enacted here',
    autoMine: false,
  })
  chain.mine()
  const [account] = devnetAccounts(1)
  if (account === undefined) throw new Error('there is an account')
  const { api, node } = await startMember({
    name: 'bench',
    account,
    hub: createMemoryHub({ clock: systemClock, random: systemRandom }),
    client: createMemoryClient({ chain, clock: systemClock }),
    clock: systemClock,
    random: systemRandom,
    verifier: nativeVerifier(),
    market: sqliteMarketStore({ path }),
  })
  await api.market.join({ requestId: 'bench-join-1' })
  while ((await api.market.status()).now === null) await new Promise((resolve) => setTimeout(resolve, 20))
  const { posts } = await api.market.status()
  const texts = [
    '',
    commonWord,
    commonWord.slice(0, 1),
    rareWord,
    `${commonWord} ${rareWord.slice(0, 4)}`,
    `${tagAt(1)} ${tagAt(2)} ${tagAt(3)}`,
    'nowhere',
  ]
  const tags = [[], [tagAt(2)], [tagAt(2), tagAt(130)]]
  const searches = (['relevance', 'newest', 'deadline', 'reward'] as const).flatMap((sort) =>
    texts.flatMap((text) => tags.map((chosen) => ({ sort, text, tags: chosen }))),
  )
  const common = { issuer: null, token: null, openToMe: false, minLevel: null, offset: 0, limit: 20 }
  const times: { readonly milliseconds: number; readonly cpu: number; readonly what: string }[] = []
  let found = 0
  for (let round = 0; round < 3; round++)
    for (const search of searches) {
      const [begun, used] = [performance.now(), process.cpuUsage()]
      const { total } = await api.market.search({ ...common, ...search, tags: [...search.tags] })
      // The first round reads the file into memory, as the first minute of a day does.
      const { user, system } = process.cpuUsage(used)
      const cpu = (user + system) / 1000
      if (round > 0) times.push({ milliseconds: performance.now() - begun, cpu, what: JSON.stringify(search) })
      found += total
    }
  const sorted = times.toSorted((a, b) => a.milliseconds - b.milliseconds)
  const at = (part: number): number => sorted[Math.floor((sorted.length - 1) * part)]?.milliseconds ?? Number.NaN
  await node.close()
  process.stdout.write(
    JSON.stringify({
      posts,
      found,
      searches: times.length,
      median: at(0.5),
      worst: at(1),
      cpu: Math.max(...times.map((one) => one.cpu)),
      slowest: sorted.at(-1)?.what,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  )
}

await run()
process.exit(0)
