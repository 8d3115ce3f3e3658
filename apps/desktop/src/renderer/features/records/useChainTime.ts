import { useState } from 'react'
import { useNow } from '../../parts/useNow.ts'

/** The time of the chain in seconds, counted on from the moment the node told it. For countdowns: nothing is decided by it. */
export const useChainTime = (told: number): number => {
  const now = useNow(1_000)
  const [heard, setHeard] = useState({ told, at: now })
  // What was told anew counts from now on.
  if (heard.told !== told) setHeard({ told, at: now })
  return told + Math.max(0, Math.floor((now - heard.at) / 1_000))
}
