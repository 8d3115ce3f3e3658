/** A bug planted into one module of the product: whoever simulates must find it. */
export type Mutant = {
  readonly name: string
  /** From the repository's root. */
  readonly file: string
  /** Stands there exactly once. */
  readonly find: string
  readonly replace: string
  /** Which invariants may break first. */
  readonly breaks: readonly string[]
}

/** Counts over all nodes of the process, so that it hits some of them and not others. */
const everyNth = (name: string, n: number): string => `(globalThis.${name} = (globalThis.${name} ?? 0) + 1) % ${n} === 0`

export const mutants: readonly Mutant[] = [
  {
    name: 'a disk that loses an acknowledged commit',
    file: 'packages/log/src/memory/memoryStore.ts',
    find: 'applyChanges(disk, space, changes)',
    replace: `if (changes.entries.length !== 1 || !(${everyNth('lostCommit', 17)})) applyChanges(disk, space, changes)`,
    breaks: ['K1 what was acknowledged survives', 'progress', 'acknowledged by one is present on all', 'no unforeseen error'],
  },
  {
    name: 'a fold that remembers in which order records came',
    file: 'packages/log/src/tree/stateTree.ts',
    find: 'for (const { key, order, value } of writes) {',
    replace: 'for (const { key, order: given, value } of writes) { const order = `${given}${find(key) ? "" : registers.size % 2}`',
    breaks: ['progress', 'D11 replay equals live', 'D12 no false alarm'],
  },
  {
    name: 'a node that forgets a ballot it received',
    file: 'packages/log/src/replica/drain.ts',
    find: 'core.state.merge(node.id, writes)',
    // Counted per start of a node, so that a life lived again forgets the same ones: it can shrink.
    replace: `if (!writes.some(({ key }) => key.startsWith('ballot/')) || (core.ballots = (core.ballots ?? 0) + 1) % 3 !== 0) core.state.merge(node.id, writes)`,
    breaks: ['progress', 'D11 replay equals live', 'D11 same proposals', 'D12 no false alarm'],
  },
  {
    name: 'a chain that pays out what it keeps',
    file: 'packages/chain/src/memory/money.ts',
    find: 'holders.set(from, held - amount)',
    replace: 'holders.set(from, held)',
    breaks: ['conservation of money'],
  },
]
