import { roundsAddress } from '@daomesh/chain'
import { address } from '@daomesh/protocol'
import { createPublicClient, type Hex, http } from 'viem'
import { eth } from '../../props/say.ts'
import { capBps, founders, applicant, gifts, pool, projects } from '../cast.ts'
import { type Check, type Scene, sum } from './scene.ts'

const rootOf = (square: bigint): bigint => {
  let root = BigInt(Math.floor(Math.sqrt(Number(square))))
  while (root * root > square) root -= 1n
  while ((root + 1n) * (root + 1n) <= square) root += 1n
  return root
}

/** What each seat gave to a project, counted by hand. */
export const givenBySeats = (project: number): readonly bigint[] => {
  const seats = new Map<string, bigint>()
  for (const gift of gifts.filter((one) => one.project === project)) {
    const dao = gift.dao ?? [...founders, applicant].find(({ members }) => members.includes(gift.person))?.name ?? ''
    seats.set(dao, (seats.get(dao) ?? 0n) + gift.amount)
  }
  return [...seats.values()]
}

/** (√a + √b)² − a − b = 2√(ab) for the two seats that gave here, none for one alone; scaled to the pool and capped. */
export const expectedMatches = (): readonly bigint[] => {
  const all = pool.own + pool.warden
  const deserved = projects.map((_, project) => {
    const [a, b] = givenBySeats(project)
    return a === undefined || b === undefined ? 0n : 2n * rootOf(a * b)
  })
  const most = (all * BigInt(capBps)) / 10_000n
  return deserved.map((one) => {
    const scaled = (one * all) / sum(deserved)
    return scaled < most ? scaled : most
  })
}

/** Whether every line of the results that names a transaction is a log of the contract of rounds at just that place. */
const proofsIn = async ({ stage, story }: Scene): Promise<{ readonly proven: number; readonly wrong: number }> => {
  const chain = createPublicClient({ transport: http(stage.devnet.rpcUrl) })
  const lines = story.round.page.csv
    .split('\r\n')
    .slice(1)
    .flatMap((line) => {
      const [, , , , , , , transaction, block, log] = line.split(',')
      return transaction === undefined || transaction === '' ? [] : [{ hash: transaction as Hex, block, log }]
    })
  const found = await Promise.all(
    lines.map(async ({ hash, block, log }) => {
      const { logs, blockNumber } = await chain.getTransactionReceipt({ hash })
      const at = logs.find(({ logIndex }) => logIndex === Number(log))
      return blockNumber === BigInt(block ?? -1) && at?.address.toLowerCase() === roundsAddress()
    }),
  )
  return { proven: found.filter(Boolean).length, wrong: found.filter((one) => !one).length }
}

/** The round came out as its gifts say, as everybody saw it before, and whoever splits identity gained nothing (G8). */
export const checkMatching = async (scene: Scene): Promise<readonly Check[]> => {
  const { round, page, estimates } = { ...scene.story.round }
  const expected = expectedMatches().map(String)
  const final = page.projects.map(({ matched }) => matched)
  const isSame = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join()
  const paid = await Promise.all(projects.map(({ payee }) => scene.ledger.balanceAt(address.parse(payee))))
  const due = projects.map((_, project) => sum(givenBySeats(project)) + BigInt(expected[project] ?? 0))
  const { proven, wrong } = await proofsIn(scene)
  const peopleOf = (project: number): number => gifts.filter((one) => one.project === project).length
  return [
    {
      name: 'liveEstimateIsResult',
      holds: estimates.length > 8 && estimates.every((one) => isSame(one, final)) && isSame(final, expected),
      detail: `on ${estimates.length} nodes before the end and in the result, to the wei: ${final.map((one) => eth(BigInt(one))).join(', ')}`,
    },
    {
      name: 'splittingGainsNothing',
      holds: final[0] === final[1] && BigInt(final[0] ?? 0) > 0n && final[2] === '0' && peopleOf(0) > peopleOf(1),
      detail: `three people of one seat and one decision of another: ${projects.map(({ name }, i) => `${name} ${page.projects[i]?.seats} seats by ${peopleOf(i)} gifts`).join(', ')}`,
    },
    {
      name: 'projectsPaid',
      holds: paid.every((one, i) => one === due[i]),
      detail: projects.map(({ name }, i) => `${name} ${eth(paid[i] ?? 0n)}`).join(', '),
    },
    {
      name: 'resultsProven',
      holds: wrong === 0 && proven >= gifts.length + 2 * 2 + projects.length + 2 && round === page.round,
      detail: `${proven} lines of the results stand on the chain at the transaction, block and log that they name, ${wrong} do not`,
    },
  ]
}
