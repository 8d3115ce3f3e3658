import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nativeVerifier } from '@daomesh/log/native'
import { type Address, address, bytes32, daomeshDomain, hashTypedData, type LinkDevice, type SigningRequest } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '@daomesh/protocol/system'
import { systemRandom } from '../../system/systemRandom.ts'
import type { ConfirmPolicy } from './confirmPolicy.ts'
import { createSignerCore, type SignerCore } from './createSignerCore.ts'

const password = 'correct horse'
const parent = mkdtempSync(join(tmpdir(), 'daomesh-signer-'))
const folder = join(parent, 'keys')
let account: Address
let phrase = ''

const core = (policy: ConfirmPolicy = 'ask', where = folder): SignerCore =>
  createSignerCore({ folder: where, clock: systemClock, random: systemRandom, policy, light: true })

const word = bytes32.parse(`0x${'11'.repeat(32)}`)
const link = (member: Address): LinkDevice => ({ member, device: word, exchangeKey: word, notAfter: 1_900_000_000n, nonce: word })
const linkRequest = (member: Address, chainId = 31_337n): SigningRequest => ({
  type: 'typedData',
  domain: daomeshDomain(chainId),
  name: 'LinkDevice',
  message: link(member),
  context: { title: 'a harmless thing', lines: ['says the node'] },
})

beforeAll(async () => {
  const signer = core()
  const begun = await signer.begin(password)
  phrase = begun.phrase
  expect(signer.view()).toMatchObject({ state: 'none', creating: true })
  expect(() => signer.confirmWords(['wrong', 'words'])).toThrow(/PHRASE_INVALID/)
  expect(readdirSync(folder)).toEqual([])
  account = signer.confirmWords(begun.ask.map((position) => phrase.split(' ')[position - 1] ?? ''))
  signer.close()
})
afterAll(() => rmSync(parent, { recursive: true }))

test('Q4: an identity is kept for its owner only, and only after two of its words were given back', () => {
  expect(readdirSync(folder)).toEqual([`${account}.json`])
  expect(statSync(join(folder, `${account}.json`)).mode & 0o777).toBe(0o600)
  const content = readFileSync(join(folder, `${account}.json`), 'utf8')
  expect(content).not.toContain(phrase.split(' ')[0] ?? '?')
  expect(core().view()).toMatchObject({ state: 'locked', accounts: [account] })
})

test('a second identity in the same home is refused with IDENTITY_EXISTS', async () => {
  await expect(core().begin(password)).rejects.toMatchObject({ code: 'IDENTITY_EXISTS' })
  await expect(core().create(password)).rejects.toMatchObject({ code: 'IDENTITY_EXISTS' })
  const other = 'legal winner thank year wave sausage worth useful legal winner thank yellow'
  await expect(core().restore(other, password)).rejects.toMatchObject({ code: 'IDENTITY_EXISTS' })
  expect(readdirSync(folder)).toEqual([`${account}.json`])
})

test('Q1 E2: a request waits for a person, is decoded from what is signed, and an approval signs exactly that', async () => {
  const signer = core()
  const signature = signer.sign(account, linkRequest(account))
  const [waiting] = signer.view().pending
  expect(waiting?.title).toBe('Link a device')
  expect(waiting?.groups.flatMap(({ lines }) => lines).join('\n')).toContain('1111 1111 … 1111')
  expect(waiting?.context.title).toBe('a harmless thing')
  await expect(signer.approve(waiting?.id ?? 0)).rejects.toMatchObject({ code: 'IDENTITY_LOCKED' })
  expect(signer.view().pending).toHaveLength(1)

  await expect(signer.unlock('wrong password')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
  expect(await signer.unlock(password)).toEqual([account])
  await signer.approve(waiting?.id ?? 0)
  const digest = hashTypedData(daomeshDomain(31_337n), 'LinkDevice', link(account))
  expect(nativeVerifier().recoverAccount(digest, await signature)).toBe(account)
  expect(signer.view().pending).toEqual([])
  await expect(signer.approve(waiting?.id ?? 0)).rejects.toMatchObject({ code: 'INPUT_INVALID' })

  signer.lock()
  expect(signer.view().state).toBe('locked')
  const later = signer.sign(account, linkRequest(account))
  await expect(signer.approve(signer.view().pending[0]?.id ?? 0)).rejects.toMatchObject({ code: 'IDENTITY_LOCKED' })
  signer.close()
  await expect(later).rejects.toMatchObject({ code: 'SIGNING_REFUSED' })
})

test('Q3 E2: a declined request ends with SIGNING_REFUSED; a flood of requests too', async () => {
  const signer = core()
  const declined = signer.sign(account, linkRequest(account))
  signer.decline(signer.view().pending[0]?.id ?? 0)
  await expect(declined).rejects.toMatchObject({ code: 'SIGNING_REFUSED', meta: { reason: 'declined' } })
  const flood = Array.from({ length: 40 }, () => signer.sign(account, linkRequest(account)).catch((error: unknown) => error))
  expect(signer.view().pending).toHaveLength(32)
  signer.close()
  const outcomes = await Promise.all(flood)
  expect(outcomes.filter((error) => error instanceof Error && error.message.startsWith('SIGNING_REFUSED'))).toHaveLength(40)
})

test('E2: a foreign account is refused with SIGNING_MISMATCH, and so is a message in another name', async () => {
  const other = address.parse(`0x${'22'.repeat(20)}`)
  const signer = core('sandbox')
  await signer.unlock(password)
  await expect(signer.sign(other, linkRequest(other))).rejects.toMatchObject({ code: 'SIGNING_MISMATCH' })
  await expect(signer.sign(account, linkRequest(other))).rejects.toMatchObject({ code: 'SIGNING_MISMATCH' })
  signer.close()
})

test('Q2 E2: automatic approval signs for a sandbox chain and refuses every other one with SIGNING_REFUSED', async () => {
  const signer = core('sandbox')
  await expect(signer.sign(account, linkRequest(account))).rejects.toMatchObject({ code: 'IDENTITY_LOCKED' })
  await signer.unlock(password)
  expect(await signer.sign(account, linkRequest(account))).toMatch(/^0x[0-9a-f]{130}$/)
  const transaction = {
    chainId: 1,
    nonce: 0,
    to: account,
    value: 1n,
    data: '0x',
    gas: 21_000n,
    maxFeePerGas: 1n,
    maxPriorityFeePerGas: 1n,
  } as const
  const real: SigningRequest = { type: 'transaction', transaction, context: { title: '', lines: [] } }
  await expect(signer.sign(account, real)).rejects.toMatchObject({ code: 'SIGNING_REFUSED', meta: { chainId: '1' } })
  await expect(signer.sign(account, linkRequest(account, 1n))).rejects.toMatchObject({ code: 'SIGNING_REFUSED' })
  signer.close()
})

test('E4: a key file that was changed, or that poses as another account’s, is refused with KEYSTORE_DAMAGED and left as it is', async () => {
  const where = mkdtempSync(join(parent, 'tampered-'))
  const original = readFileSync(join(folder, `${account}.json`), 'utf8')
  const path = join(where, `${account}.json`)
  const changed = original.replace(/("ciphertext":\s*")(.)/, (_, before: string, digit: string) => `${before}${digit === '0' ? '1' : '0'}`)
  expect(changed).not.toBe(original)
  writeFileSync(path, changed)
  await expect(core('ask', where).unlock(password)).rejects.toMatchObject({ code: 'KEYSTORE_DAMAGED' })
  expect(readFileSync(path, 'utf8')).toBe(changed)
  writeFileSync(path, original)
  renameSync(path, join(where, `0x${'33'.repeat(20)}.json`))
  await expect(core('ask', where).unlock(password)).rejects.toMatchObject({ code: 'KEYSTORE_DAMAGED' })
})

test('the recovery phrase brings the same account back under a new password', async () => {
  const signer = core('ask', join(parent, 'restored'))
  await expect(signer.restore(phrase.replace(/^\w+/, 'zzzz'), password)).rejects.toMatchObject({ code: 'PHRASE_INVALID' })
  await expect(signer.restore(phrase, 'short')).rejects.toMatchObject({ code: 'PASSWORD_WEAK' })
  expect(await signer.restore(`  ${phrase.toUpperCase()} `, 'another password')).toBe(account)
  signer.close()
})

test('M350 who forgot the password has the account under a new one by its phrase, in the same home; a damaged file is set aside', async () => {
  const where = mkdtempSync(join(parent, 'forgotten-'))
  const path = join(where, `${account}.json`)
  const old = readFileSync(join(folder, `${account}.json`), 'utf8')
  writeFileSync(path, old)
  const signer = core('ask', where)
  for (let i = 0; i < 10; i++) await expect(signer.unlock(`wrong ${i} password`)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
  expect(await signer.restore(phrase, 'a new password')).toBe(account)
  expect(readdirSync(where)).toEqual([`${account}.json`])
  signer.lock()
  await expect(signer.unlock(password)).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
  expect(await signer.unlock('a new password')).toEqual([account])
  signer.close()
  writeFileSync(path, old.slice(0, 100))
  const again = core('ask', where)
  await expect(again.unlock(password)).rejects.toMatchObject({ code: 'KEYSTORE_DAMAGED' })
  expect(await again.restore(phrase, password)).toBe(account)
  expect(readdirSync(where).toSorted()).toEqual([`${account}.json`, `${account}.json.damaged-1`])
  expect(readFileSync(`${path}.damaged-1`, 'utf8')).toBe(old.slice(0, 100))
  again.close()
})

test('M351 a key that is being opened while its person locks the signer is not kept, also at the start', async () => {
  const signer = core('sandbox')
  const opening = signer.unlock(password)
  signer.lock()
  expect(await opening).toEqual([])
  expect(signer.view().state).toBe('locked')
  await expect(signer.sign(account, linkRequest(account))).rejects.toMatchObject({ code: 'IDENTITY_LOCKED' })
  signer.close()
  const begun = createSignerCore({ folder, clock: systemClock, random: systemRandom, policy: 'sandbox', light: true, password })
  begun.lock()
  expect(begun.view().state).toBe('locked')
  await begun.opened
  expect(begun.view().state).toBe('locked')
  begun.close()
})

test('M351 of two key files of which one is damaged, a wrong password is called a wrong password', async () => {
  const where = mkdtempSync(join(parent, 'two-'))
  writeFileSync(join(where, `${account}.json`), readFileSync(join(folder, `${account}.json`)))
  for (const digit of ['0', 'f']) writeFileSync(join(where, `0x${digit.repeat(40)}.json`), '{}')
  const signer = core('ask', where)
  await expect(signer.unlock('wrong password')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' })
  expect(await signer.unlock(password)).toEqual([account])
  signer.close()
})
