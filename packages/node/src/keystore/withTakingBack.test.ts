import { type Address, address, DaomeshError, type Hex, type SigningRequest } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { SignerDesk } from '../ports.ts'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createRequests } from '../requests/createRequests.ts'
import { withTakingBack } from './withTakingBack.ts'

const account = address.parse(`0x${'a1'.repeat(20)}`)
const request = {} as SigningRequest

/** Asks a person who never answers, and says of each question whether it was taken back. */
const silentDesk = () => {
  const asked: (AbortSignal | undefined)[] = []
  const desk: Pick<SignerDesk, 'sign'> = {
    sign: (_account: Address, _request, takenBack) => {
      asked.push(takenBack)
      return new Promise<Hex>((_resolve, reject) => {
        takenBack?.addEventListener('abort', () => reject(new DaomeshError('SIGNING_REFUSED')))
      })
    },
  }
  return { desk: desk as SignerDesk, asked }
}

test('M421 what a command asked to be signed is taken back by its request id, and nothing else is', async () => {
  const { desk, asked } = silentDesk()
  const requests = createRequests(memoryMeta())
  const { signer, takeBack } = withTakingBack(desk, requests.underWay)
  const command = (id: string) =>
    requests
      .once({ id, name: 'ballots.cast', input: {} }, async () => {
        // As commands do: something is read before anybody is asked.
        await new Promise((resolve) => setImmediate(resolve))
        return signer.sign(account, request)
      })
      .catch((error: unknown) => (error as DaomeshError).code)
  const [first, second] = [command('first'), command('second')]
  void signer.sign(account, request)
  while (asked.length < 3) await new Promise((resolve) => setImmediate(resolve))
  expect(takeBack('none')).toBe(0)
  expect(takeBack('first')).toBe(1)
  expect(await first).toBe('SIGNING_REFUSED')
  expect(asked.map((signal) => signal?.aborted)).toEqual([undefined, true, false])
  expect(takeBack('first')).toBe(0)
  expect(takeBack('second')).toBe(1)
  expect(await second).toBe('SIGNING_REFUSED')
})
