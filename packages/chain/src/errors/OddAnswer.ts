import { BaseError } from 'viem'

/** An endpoint answered something that is no answer to what was asked. */
export class OddAnswer extends BaseError {
  constructor(method: string, expected: string) {
    super(`The endpoint answers ${method} with something else than ${expected}.`, { name: 'OddAnswer' })
  }
}
