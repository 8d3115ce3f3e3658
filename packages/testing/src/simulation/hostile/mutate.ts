import type { SeededRandom } from '../../world/seededRandom.ts'

const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 0)

/** What stands where something else is expected: other types, edges of numbers, names with a meaning to a language, text that reorders. */
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  Number.MAX_SAFE_INTEGER,
  '',
  '0',
  '-1',
  '18446744073709551615',
  '9'.repeat(78),
  '__proto__',
  'constructor',
  '\u202Egnp.exe',
  '\u{1F9E8}'.repeat(40),
  'x'.repeat(70_000),
  '0x',
  `0x${'0'.repeat(40)}`,
  `0x${'f'.repeat(64)}`,
  'f'.repeat(64),
  new Uint8Array(0),
  new Uint8Array(1),
  new Uint8Array(32),
  new Uint8Array(128).fill(255),
  [],
  {},
  { v: 1 },
  deep(24),
]

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)

/** A copy with one thing changed somewhere: a leaf or a branch replaced, left out, doubled or added. */
export const mutate = (value: unknown, random: SeededRandom): unknown => {
  if (!isTree(value) || random.chance(0.1)) return random.pick(oddValues)
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as readonly unknown[])]
    const at = random.below(Math.max(1, items.length))
    if (random.chance(0.2)) return [...items, ...items]
    if (random.chance(0.2)) return items.toSpliced(at, 1)
    if (items.length === 0) return [random.pick(oddValues)]
    items[at] = mutate(items[at], random)
    return items
  }
  const names = Object.keys(value)
  const name = random.pick([...names, 'v'])
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
  if (random.chance(0.15)) return rest
  if (random.chance(0.15)) return { ...value, [random.pick(['__proto__', 'toString', 'extra'])]: random.pick(oddValues) }
  if (name === 'v') return { ...value, v: random.pick([0, 2, 2, 7, '1', null]) }
  return { ...rest, [name]: mutate(value[name], random) }
}
