/** A call of the memory chain that fails, with the name the contract would revert with. */
export class Revert extends Error {
  readonly reason: string
  readonly args: readonly string[]
  constructor(reason: string, args: readonly string[] = []) {
    super(reason)
    this.name = 'Revert'
    this.reason = reason
    this.args = args
  }
}
