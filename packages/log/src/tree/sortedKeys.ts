/** Keys in their order. New ones are sorted apart until there are many, so that a key more does not sort all of them again. */
export const sortedKeys = () => {
  let main: string[] = []
  let recent: string[] = []
  let isSorted = true

  const firstFrom = (keys: readonly string[], key: string): number => {
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((keys[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
  const settle = (): void => {
    if (isSorted) return
    recent.sort()
    isSorted = true
    if (recent.length < 512) return
    main = [...merged(main[Symbol.iterator](), recent[Symbol.iterator](), (a, b) => a < b)]
    recent = []
  }
  const within = (keys: readonly string[], prefix: string): readonly string[] => {
    const from = firstFrom(keys, prefix)
    let to = from
    while (keys[to]?.startsWith(prefix) === true) to++
    return from === to ? [] : keys.slice(from, to)
  }
  return {
    /** A key that was not there before. */
    add: (key: string): void => {
      recent.push(key)
      isSorted = false
    },
    /** Those that begin with the prefix. */
    from: (prefix: string): readonly string[] => {
      settle()
      const [old, late] = [within(main, prefix), within(recent, prefix)]
      // Nearly always one of them has nothing: families are small, and steps through an iterator cost more than the keys.
      if (old.length === 0) return late
      return late.length === 0 ? old : [...merged(old[Symbol.iterator](), late[Symbol.iterator](), (a, b) => a < b)]
    },
  }
}

/** Two sorted rows as one. */
export function* merged<T>(a: Iterator<T>, b: Iterator<T>, isBefore: (a: T, b: T) => boolean): Generator<T> {
  let x = a.next()
  let y = b.next()
  while (x.done !== true && y.done !== true)
    if (isBefore(y.value, x.value)) {
      yield y.value
      y = b.next()
    } else {
      yield x.value
      x = a.next()
    }
  for (; x.done !== true; x = a.next()) yield x.value
  for (; y.done !== true; y = b.next()) yield y.value
}
