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

/** The same account has the same colour on every screen; what a peer claims as its colour is not used. */
export const colorOf = (text: string): string => {
  let sum = 0
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973
  return colors[sum % colors.length] ?? colors[0]
}

const readName = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 40) : null)

/** Who is here, from presence messages of others: nothing in them is trusted beyond being shown as text. */
export const readPresence = (awareness: Pick<Awareness, 'getStates' | 'clientID'>, unnamed: string): Present[] =>
  [...awareness.getStates()].flatMap(([client, state]: [number, Record<string, unknown>]) => {
    const user = state['user']
    if (typeof user !== 'object' || user === null) return []
    const name = readName('name' in user ? user.name : null) ?? unnamed
    const account = 'account' in user && typeof user.account === 'string' && /^0x[0-9a-f]{40}$/.test(user.account) ? user.account : null
    return [{ client, name, account, color: colorOf(account ?? name), self: client === awareness.clientID }]
  })
