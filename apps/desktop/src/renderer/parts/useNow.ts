import { useEffect, useState } from 'react'

/** The present time, renewed now and then, for words like “3 minutes ago”. Nothing is decided by it. */
export const useNow = (everyMs = 20_000): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
