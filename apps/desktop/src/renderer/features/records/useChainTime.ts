import { useEffect, useState } from 'react'
import { useNow } from '../../parts/useNow.ts'

/** The time of the chain in seconds, counted on from the moment the node told it. For countdowns: nothing is decided by it. */
export const useChainTime = (told: number): number => {
  const now = useNow(1_000)
  const [came, setCame] = useState(() => Date.now())
  useEffect(() => setCame(Date.now()), [told])
  return told + Math.max(0, Math.floor((now - came) / 1_000))
}
