import type { Clock } from '@daomesh/protocol'

/** Milliseconds that a question of the doctor may take. */
const most = 3_000

/** The answer, or null where none comes in time or it fails: a diagnosis never hangs on what it asks about. */
export const patiently = <T>(clock: Pick<Clock, 'setTimer'>, asked: Promise<T>): Promise<T | null> =>
  new Promise((resolve) => {
    const cancel = clock.setTimer(() => resolve(null), most)
    const settle = (answer: T | null): void => {
      cancel()
      resolve(answer)
    }
    asked.then(settle, () => settle(null))
  })
