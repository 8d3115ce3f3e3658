import { describe, expect, it } from 'vitest'
import { readReady } from './readReady.ts'

const decided = { state: 'decisive', enactable: true, recordable: false, elsewhere: false } as const

describe('M375 what a decided proposal still needs', () => {
  it('M375 is one transaction: that enacts, that records what passes, or that executes what was recorded', () => {
    expect(readReady(decided)).toBe('enact')
    expect(readReady({ ...decided, state: 'passing', enactable: false, recordable: true })).toBe('record')
    expect(readReady({ ...decided, state: 'executable', enactable: false })).toBe('execute')
  })

  it('M375 is nothing while ballots decide, and once a transaction is on its way', () => {
    expect(readReady({ ...decided, state: 'open', enactable: false })).toBeNull()
    expect(readReady({ ...decided, state: 'decisive', enactable: false })).toBeNull()
    expect(readReady({ ...decided, state: 'recorded', enactable: false, recordable: true })).toBeNull()
    for (const state of ['enacting', 'enacted', 'final', 'withdrawn', 'superseded', 'expired', 'rejected', 'closed'] as const)
      expect(readReady({ ...decided, state })).toBeNull()
  })

  it('M375 is nothing here where ballots sign it, or another screen brings it about', () => {
    for (const state of ['decisive', 'executable'] as const) expect(readReady({ ...decided, state, elsewhere: true })).toBeNull()
  })
})
