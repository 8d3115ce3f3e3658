import { type DeviceValue, keys, valuesOf } from '@daomesh/governance'
import type { DealSide } from '@daomesh/protocol'
import type { DealSpace } from '../spaces/space.ts'

/** Whether somebody of that side is in, by whichever device. */
export const isSideIn = (space: DealSpace, side: DealSide): boolean =>
  valuesOf<DeviceValue>(space.registers(), keys.devices).some(({ member }) => space.sidesOf(member).has(side))
