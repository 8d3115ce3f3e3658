import { useEffect, useState } from 'react'

/** Milliseconds. Longer than a node takes that has its chain; what asks a slow one may come later and move what is below. */
const longest = 1_500

/** Whether to show parts of a screen that load by themselves: once none is on its way any more, or after a while. Shown once, they stay. */
export const useTogether = (isPending: boolean): boolean => {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (shown) return undefined
    const timer = setTimeout(() => setShown(true), isPending ? longest : 0)
    return () => clearTimeout(timer)
  }, [isPending, shown])
  return shown || !isPending
}
