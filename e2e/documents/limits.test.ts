import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { draftLimits } from '@daomesh/drafts'
import { fileLimits } from '@daomesh/files'
import { marketLimits, parcelLimits } from '@daomesh/market'
import { defaultPublishRate, defaultSyncTiming, syncLimits } from '@daomesh/network'
import { limits } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { repository } from '../suite/repository.ts'
import { readLimits } from './readLimits.ts'

const named = {
  limits,
  draftLimits,
  syncLimits,
  syncTiming: defaultSyncTiming,
  publishRate: defaultPublishRate,
  fileLimits,
  marketLimits,
  parcelLimits,
}

test('LIMITS.md holds every constant of the code with its value, and no other', () => {
  const inCode = Object.entries(named).flatMap(([group, values]) =>
    Object.entries(values).map(([key, value]): [string, number] => [`${group}.${key}`, value]),
  )
  expect(Object.fromEntries(readLimits(readFileSync(join(repository, 'LIMITS.md'), 'utf8')))).toEqual(Object.fromEntries(inCode))
})
