import { useEffect, useState } from 'react'

/** Milliseconds. Longer than a node takes that has its chain; what asks a slow one may come later and move what is below. */
const longest = 1_500

/** Whether to show parts of a screen that load by themselves: once none is on its way any more, or after a while. Shown once, they stay. */
export const useTogether = (isPending: boolean): boolean => {
  const [shown, setShown] = useState(false)
  // At once: what is shown asks again for what failed, and would take itself off the screen again, for ever while the chain is away.
  if (!shown && !isPending) setShown(true)
  useEffect(() => {
    if (shown) return undefined
    const timer = setTimeout(() => setShown(true), longest)
    return () => clearTimeout(timer)
  }, [shown])
  return shown || !isPending
}
