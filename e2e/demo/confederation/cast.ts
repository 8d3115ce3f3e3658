const finney = 10n ** 15n
/** A few wei more, so that nothing comes out even by chance. */
export const ether = (thousandths: bigint, wei = 0n): bigint => thousandths * finney + wei

/** A small DAO of people with one vote and one share each; the first one's node acts for it. */
export type SmallDao = { readonly name: string; readonly members: readonly string[] }

/** Three that found the confederation, and one that comes later. */
export const founders: readonly SmallDao[] = [
  { name: 'Mill', members: ['Ada', 'Ben', 'Cleo'] },
  { name: 'Ford', members: ['Dan', 'Eve'] },
  { name: 'Grove', members: ['Fay', 'Gil'] },
]
export const applicant: SmallDao = { name: 'Ferry', members: ['Hal', 'Ivo'] }
/** The confederation, and the league that it belongs to. */
export const confederation = 'Watershed'
export const league = 'River'
/** Who founds the league together with the confederation, as a person. */
export const warden = 'Jon'

const day = 86_400
/** In the confederation what is not unanimous waits so long, and whoever minds can leave meanwhile. */
export const gracePeriod = day
export const challengeWindow = day

/** What the confederation and the league hold, and pay for a lock of the river. */
export const treasury = ether(4_000n, 7n)
export const leagueTreasury = ether(2_000n)
export const lock = { payee: `0x${'d1'.repeat(20)}`, amount: ether(1_500n, 3n) } as const
/** What most want and one DAO does not. */
export const dam = { payee: `0x${'d2'.repeat(20)}`, amount: ether(900n, 1n) } as const

/** Power and shares of each seat, and what the applicant hands over for one, in units of a token. */
export const seat = { power: 1n, shares: 100n } as const
export const tribute = 400_003n

/** The round: what the confederation and the warden give to its pool, and the most that one project is matched with. */
export const pool = { own: ether(500n, 5n), warden: ether(100n, 2n) } as const
export const capBps = 4_000
export const projects = [
  { name: 'Well', about: 'Water for all.', payee: `0x${'e1'.repeat(20)}` },
  { name: 'Barn', about: 'A roof for all.', payee: `0x${'e2'.repeat(20)}` },
  { name: 'Path', about: 'Along the grove.', payee: `0x${'e3'.repeat(20)}` },
] as const

/** Who gives how much to which project; `dao`: by a decision of its members, from its treasury. */
export type Gift = { readonly project: 0 | 1 | 2; readonly amount: bigint } & (
  | { readonly person: string; readonly dao?: never }
  | { readonly dao: string; readonly person?: never }
)
/** Mill's three give to the well what Ford gives to the barn at once; the grove's two are alone with their path. */
export const gifts: readonly Gift[] = [
  { person: 'Ada', project: 0, amount: ether(100n) },
  { person: 'Ben', project: 0, amount: ether(200n) },
  { person: 'Cleo', project: 0, amount: ether(100n) },
  { dao: 'Ford', project: 1, amount: ether(400n) },
  { person: 'Hal', project: 0, amount: ether(100n) },
  { person: 'Ivo', project: 1, amount: ether(100n) },
  { person: 'Fay', project: 2, amount: ether(250n, 1n) },
  { person: 'Gil', project: 2, amount: ether(50n) },
]
export const minimumGift = ether(10n)

/** Work that one DAO posts and another takes as one: paid in ether, and with power in the DAO that posted it. */
export const landing = {
  title: 'Build a landing',
  brief: 'Where the ferry comes in.',
  issuer: 'Ford',
  hunter: applicant.name,
  amount: ether(600n, 9n),
  power: 1n,
} as const

/** Whose nodes are processes of their own: one of each level, and the applicant's. The first one's interface is shown at the end. */
export const alone: readonly string[] = ['Ada', 'Hal', warden]
/** Whose nodes share one process. */
export const together: readonly string[] = ['Ben', 'Cleo', 'Dan', 'Eve', 'Fay', 'Gil', 'Ivo']
