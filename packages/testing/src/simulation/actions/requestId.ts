import type { World } from '../world.ts'

export const requestId = (world: World): string => `request-${world.next().toString().padStart(5, '0')}`
