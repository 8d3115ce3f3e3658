import type { Awareness } from 'y-protocols/awareness'

export type Present = {
  readonly client: number
  readonly name: string
  readonly account: string | null
  readonly color: string
  readonly self: boolean
}

/** Distinguishable in both schemes, with white text readable on each. */
const colors = ['#5b5bd6', '#1f7d53', '#b4451f', '#8e3fa8', '#0b6e8f', '#985b00', '#b3325f', '#4a6b12'] as const

type States = Pick<Awareness, 'getStates'>

const readName = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 40) : null)

const readUser = (state: Record<string, unknown>): { readonly name: string | null; readonly account: string | null } | null => {
  const user = state['user']
  if (typeof user !== 'object' || user === null) return null
  const account = 'account' in user && typeof user.account === 'string' && /^0x[0-9a-f]{40}$/.test(user.account) ? user.account : null
  return { name: readName('name' in user ? user.name : null), account }
}

/** Whose colour it is: devices of one account share it. */
const whoOf = ({ name, account }: { readonly name: string | null; readonly account: string | null }): string => account ?? name ?? ''

const wishOf = (who: string): number => {
  let sum = 0
  for (const letter of who) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973
  return sum % colors.length
}

/** Where one name stands beside each passage anyway. */
export const colorOf = (who: string): string => colors[wishOf(who)] ?? colors[0]

/**
 * The colour of each who is here. An account has the same one everywhere, unless two who write side by side would share it: then the later one in the order
 * of accounts takes the next that is free, on every screen the same. What a peer claims as its colour is not used.
 */
export const colorsOf = (awareness: States): ((user: { readonly name: string | null; readonly account: string | null }) => string) => {
  const given = new Map<string, number>()
  const taken = new Set<number>()
  const all = [...awareness.getStates().values()].flatMap((state) => readUser(state) ?? []).map(whoOf)
  for (const who of [...new Set(all)].toSorted()) {
    const wish = wishOf(who)
    const free = colors.map((_, n) => (wish + n) % colors.length).find((one) => !taken.has(one)) ?? wish
    taken.add(free)
    given.set(who, free)
  }
  return (user) => colors[given.get(whoOf(user)) ?? wishOf(whoOf(user))] ?? colors[0]
}

/** Who is here, from presence messages of others: nothing in them is trusted beyond being shown as text. */
export const readPresence = (awareness: Pick<Awareness, 'getStates' | 'clientID'>, unnamed: string): Present[] => {
  const colorFor = colorsOf(awareness)
  return [...awareness.getStates()].flatMap(([client, state]: [number, Record<string, unknown>]) => {
    const user = readUser(state)
    if (user === null) return []
    return [{ client, name: user.name ?? unnamed, account: user.account, color: colorFor(user), self: client === awareness.clientID }]
  })
}

/** The same of one state that was read already. */
export const colorFor = (awareness: States, user: unknown): string =>
  colorsOf(awareness)(readUser({ user }) ?? { name: null, account: null })
