import type { DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { relayTargets } from './relayTargets.ts'

test('M196 whoever may be led to by a relay is called there, once, and nobody where no relay is connected', () => {
  const [ann, ben, cyd] = ['a', 'b', 'c'].map((digit) => digit.repeat(64) as DeviceId) as [DeviceId, DeviceId, DeviceId]
  const ways = (device: DeviceId): readonly string[] => (device === cyd ? [] : [`/relay/${device}`])
  expect(relayTargets({ ways }, [ann, ben, ann, cyd])).toEqual([
    { device: ann, addresses: [`/relay/${ann}`] },
    { device: ben, addresses: [`/relay/${ben}`] },
  ])
  expect(relayTargets({ ways: () => [] }, [ann, ben])).toEqual([])
})
