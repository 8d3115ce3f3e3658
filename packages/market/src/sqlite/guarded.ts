import { storageFailed } from './openCache.ts'

/** Everything that touches the file, under one code. */
export const guarded =
  <A extends unknown[], T>(act: (...args: A) => T) =>
  (...args: A): T => {
    try {
      return act(...args)
    } catch (error) {
      throw storageFailed(error)
    }
  }
