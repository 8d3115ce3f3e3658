const finney = 10n ** 15n
/** A few wei more, so that nothing comes out even by chance. */
const eth = (thousandths: bigint, wei = 0n): bigint => thousandths * finney + wei

/** Who does a part of a team's work, and for how much at most. */
export type Worker = { readonly name: string; readonly title: string; readonly amount: bigint }

/** A DAO of two: the first one's node has a process of its own. `incomeBps`: what its treasury keeps of income; `shares` divide the rest. */
export type DaoPlan = {
  readonly name: string
  readonly members: readonly [string, string]
  readonly shares: readonly [bigint, bigint]
  readonly incomeBps: number
}

export type TeamPlan = DaoPlan & {
  readonly title: string
  readonly amount: bigint
  readonly workers: readonly Worker[]
}

/** The festival: one who pays for it, a DAO that takes it as a whole, three that take a part each, nine people who do the work. */
export const client = { name: 'Greta', title: 'A summer festival', amount: eth(12_000n, 11n) } as const
export const arbiter = 'Sam'
/** The team that says nothing about the parts that it split off, the worker whose part is objected to, and what the arbiter rules for it. */
export const silent = 'Kitchen'
export const objected = 'Rosa'
export const ruled = eth(300n)

export const root: DaoPlan = { name: 'Meadow', members: ['Ada', 'Ben'], shares: [2n, 1n], incomeBps: 2_500 }

export const teams: readonly TeamPlan[] = [
  {
    name: 'Stage',
    members: ['Cleo', 'Dan'],
    shares: [1n, 1n],
    incomeBps: 1_000,
    title: 'The stage',
    amount: eth(4_200n, 3n),
    workers: [
      { name: 'Juno', title: 'Build the stage', amount: eth(1_500n, 1n) },
      { name: 'Kai', title: 'Book the bands', amount: eth(1_300n) },
      { name: 'Lea', title: 'Run the sound', amount: eth(900n, 1n) },
    ],
  },
  {
    name: 'Kitchen',
    members: ['Emil', 'Fay'],
    shares: [3n, 2n],
    incomeBps: 0,
    title: 'The kitchen',
    amount: eth(3_100n),
    workers: [
      { name: 'Max', title: 'Bake the bread', amount: eth(1_100n) },
      { name: 'Nora', title: 'Cook the soup', amount: eth(1_000n, 7n) },
      { name: 'Otto', title: 'Wash the dishes', amount: eth(700n) },
    ],
  },
  {
    name: 'Lights',
    members: ['Hugo', 'Iris'],
    shares: [1n, 2n],
    incomeBps: 5_000,
    title: 'The lights',
    amount: eth(2_700n, 1n),
    workers: [
      { name: 'Pia', title: 'Hang the lamps', amount: eth(1_000n, 1n) },
      { name: 'Quinn', title: 'Lay the cables', amount: eth(800n) },
      { name: 'Rosa', title: 'Paint the signs', amount: eth(500n) },
    ],
  },
]

export const workers: readonly Worker[] = teams.flatMap((team) => team.workers)
/** Whose nodes are processes of their own: the client's, and one of each organisation. */
export const alone: readonly string[] = [client.name, root.members[0], ...teams.map(({ members }) => members[0])]
/** Whose nodes share one process. */
export const together: readonly string[] = [
  root.members[1],
  ...teams.map(({ members }) => members[1]),
  ...workers.map(({ name }) => name),
  arbiter,
]
