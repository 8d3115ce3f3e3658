import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { type Address, bytes32, daomeshDomain, type SigningRequest } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemRandom } from '../../system/systemRandom.ts'
import { createSignerCore, type SignerCore } from '../core/createSignerCore.ts'
import { confirmOnTerminal } from './confirmOnTerminal.ts'

const password = 'correct horse'
const question = 'Approve and sign? [y/N] '
const word = bytes32.parse(`0x${'11'.repeat(32)}`)

let folder = ''
let core: SignerCore
let account: Address
let input: PassThrough
let shown = ''
let interrupts = 0
let stop = (): void => undefined

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daomesh-terminal-'))
  core = createSignerCore({ folder, clock: systemClock, random: systemRandom, policy: 'ask', light: true })
  ;({ account } = await core.create(password))
  input = new PassThrough()
  const output = new PassThrough()
  shown = ''
  interrupts = 0
  output.on('data', (bytes: Buffer) => {
    shown += bytes.toString()
  })
  stop = confirmOnTerminal({ core, terminal: { input, output }, onInterrupt: () => void (interrupts += 1) })
})
afterEach(() => {
  stop()
  core.close()
  rmSync(folder, { recursive: true })
})

/** What becomes of a request: its signature, or the code of what it was refused with. */
const ask = (): Promise<string> => {
  const message = { member: account, device: word, exchangeKey: word, notAfter: 1_900_000_000n, nonce: word }
  const request: SigningRequest = {
    type: 'typedData',
    domain: daomeshDomain(31_337n),
    name: 'LinkDevice',
    message,
    context: { title: '', lines: [] },
  }
  return core.sign(account, request).catch((error: unknown) => (error as { readonly code: string }).code)
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}
const questions = (): number => shown.split(question).length - 1
const type = (text: string): void => void input.write(text)

test('W6 what was typed before a request was shown, or twice, is no answer to it', async () => {
  // Impatient, before anything is asked.
  type('y\r')
  const first = ask()
  await until(() => questions() === 1)
  expect(core.view().pending).toHaveLength(1)
  const second = ask()
  // A key that bounces: the first is answered, and nothing else.
  type('y\r')
  expect(await first).toMatch(/^0x/)
  type('y\r')
  await until(() => questions() === 2)
  expect(core.view().pending).toHaveLength(1)
  type('n\r')
  expect(await second).toBe('SIGNING_REFUSED')
})

test('H5 W6 Ctrl-C at a question ends the program like anywhere else: nothing is signed, and nothing is asked again', async () => {
  const asked = ask()
  await until(() => questions() === 1)
  type('\u0003')
  await until(() => interrupts === 1)
  const more = ask()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect([questions(), interrupts, core.view().pending.length]).toEqual([1, 1, 2])
  // As the signer does once the node tells it to go.
  core.close()
  expect(await Promise.all([asked, more])).toEqual(['SIGNING_REFUSED', 'SIGNING_REFUSED'])
})

test('H5 W6 so it does where the password is asked', async () => {
  core.lock()
  const asked = ask()
  await until(() => shown.includes('Password: '))
  type('\u0003')
  await until(() => interrupts === 1)
  expect(questions()).toBe(0)
  core.close()
  expect(await asked).toBe('SIGNING_REFUSED')
})
