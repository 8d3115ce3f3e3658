import { eth } from '../../props/say.ts'
import { type Check, factsOf, type Scene, sum } from './scene.ts'

type Move = { readonly block: bigint; readonly wei: bigint }

/** What came in, with the blocks: the bounty and the bond of an objection. */
const movesIn = (scene: Scene): readonly Move[] => [
  ...factsOf(scene, 'funded').map(({ block, agreement }) => ({ block, wei: agreement.amount })),
  ...factsOf(scene, 'objected').map(({ block, bond }) => ({ block, wei: bond })),
]

/** What went out: margins, payments, returns, and the bond to who ruled. */
const movesOut = (scene: Scene): readonly Move[] => {
  const bonds = new Map(factsOf(scene, 'objected').map(({ node, bond }) => [node, bond]))
  return [
    ...factsOf(scene, 'released').map(({ block, margin }) => ({ block, wei: margin })),
    ...factsOf(scene, 'paid').map(({ block, payments }) => ({ block, wei: sum(payments.map(({ margin }) => margin)) })),
    ...factsOf(scene, 'returned').map(({ block, amount }) => ({ block, wei: amount })),
    ...factsOf(scene, 'refunded').map(({ block, amount }) => ({ block, wei: amount })),
    ...factsOf(scene, 'ruled').map(({ block, node }) => ({ block, wei: bonds.get(node) ?? 0n })),
  ]
}

/** To the unit: what the escrow told is what it held, at every block, and in the end as much went out as came in. */
export const checkMoney = async (scene: Scene): Promise<readonly Check[]> => {
  const { ledger, escrow, money } = scene
  const [ins, outs] = [movesIn(scene), movesOut(scene)]
  const first = ins[0]?.block ?? 0n
  const blocks = Array.from({ length: Number(ledger.head - first) + 1 }, (_, n) => first + BigInt(n))
  const before = (moves: readonly Move[], block: bigint): bigint => sum(moves.filter((one) => one.block <= block).map(({ wei }) => wei))
  const off: string[] = []
  for (const block of blocks) {
    const [held, told] = [await ledger.balanceAt(escrow, block), before(ins, block) - before(outs, block)]
    if (held !== told || told < 0n) off.push(`block ${block}: held ${held}, told ${told}`)
  }
  const [paidIn, paidOut] = [before(ins, ledger.head), before(outs, ledger.head)]
  const credits = factsOf(scene, 'credited')
  const funded = sum(factsOf(scene, 'funded').map(({ agreement }) => agreement.amount))
  const isShown = BigInt(money.paid) === funded && money.waiting === '0' && money.payable === '0'
  return [
    {
      name: 'neverPaidMoreThanHeld',
      holds: off.length === 0 && blocks.length > 5,
      detail: off[0] ?? `at ${blocks.length} blocks the balance is what came in less what went out`,
    },
    {
      name: 'sumInIsSumOut',
      holds: paidIn === paidOut && paidIn > 0n && (await ledger.balanceAt(escrow)) === 0n && credits.length === 0 && isShown,
      detail: `${eth(paidIn)} in, ${eth(paidOut)} out, ${eth(await ledger.balanceAt(escrow))} left`,
    },
  ]
}
