/** Nothing was written: this device's log of the stream is not the one that was named. Whoever asked opens the present one and asks again. */
export class LogEnded extends Error {
  override readonly name = 'LogEnded'
}
