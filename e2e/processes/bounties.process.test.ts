import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setBalance } from '@daomesh/chain/devnet'
import { address, noBounty, type Terms, termsHashOf, ether } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()

const oneEther = 10n ** 18n
let nonce = 0
/** An agreement as it stands in the files that the command line reads. */
const agreementOf = (issuer: string, hunter: string, amount: bigint, terms: Terms, parent: string) => {
  const now = Math.floor(Date.now() / 1000)
  const times = { deliverBy: now + 90_000, validUntil: now + 80_000, reviewPeriod: 86_400 }
  const parties = { issuer, hunter, reviewer: issuer, arbiter: `0x${'ab'.repeat(20)}`, token: ether }
  return {
    ...parties,
    ...times,
    amount: amount.toString(),
    termsHash: termsHashOf(terms),
    defaultSplit: 5000,
    parent,
    nonce: `${(nonce += 1)}`,
  }
}

test('C13 C15 M78 M79 M100 M104 by command line: a bounty is taken, paid in, split, handed over, delivered, objected to, contested, accepted, redirected and paid out between three nodes, each step sent by who did not sign it', async () => {
  const identities = await Promise.all(['ana', 'ben', 'cai'].map((name) => createIdentity(stage.folder, name)))
  const [ana, ben, cai] = identities as [Identity, Identity, Identity]
  for (const { account } of [ana, ben])
    await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(account), wei: 10n * oneEther })
  const running = await Promise.all(identities.map(stage.begin))
  const bounty = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'bounty', verb, ...words)
  const file = (name: string, content: unknown): string => {
    const path = join(stage.folder, name)
    writeFileSync(path, JSON.stringify(content))
    return path
  }
  // What is waited for is asked of the nodes, what is done is done by the command line.
  const apiOf = ({ name }: Identity) => {
    const member = running.find((one) => one.name === name)
    if (member === undefined) throw new Error(`nobody is called ${name}`)
    return member.api
  }
  const pageOf = (by: Identity, id: string) => apiOf(by).bounties.get({ bounty: id })
  const transactionOf = async (by: Identity, id: string) => (await apiOf(by).chain.transactions()).find((row) => row.id === id)

  const terms: Terms = { v: 1, title: 'Fence', brief: 'Ten metres.', tags: [], files: [] }
  const agreement = agreementOf(ana.account, ben.account, oneEther, terms, noBounty)
  const signed = await bounty<{ bounty: string; signature: string }>(ben, 'sign', file('agreement.json', { agreement, terms }))
  const id = signed.bounty
  await bounty(ana, 'fund', file('funding.json', { agreement, terms, hunterSignature: signed.signature }))
  await until('funded', async () => (await pageOf(ben, id)).status === 'funded', 60_000)
  for (const words of [id.slice(0, 10), id.slice(2, 8), 'fence']) expect(await bounty(ben, 'show', words)).toMatchObject({ bounty: id })

  const part: Terms = { ...terms, title: 'Posts' }
  const leaves = [{ agreement: agreementOf(ben.account, cai.account, oneEther / 5n, part, id), terms: part, planned: null }]
  // Tried out before it is signed: what is too much is refused, and nothing is sent.
  const tried = (by: Identity, step: object) => bounty<{ outcome: unknown }>(by, 'preview', id, JSON.stringify(step))
  expect((await tried(ben, { kind: 'split', node: null, leaves })).outcome).toEqual({ ok: true, reason: null })
  expect((await tried(ana, { kind: 'split', node: null, leaves })).outcome).toEqual({ ok: false, reason: 'Escrow_NotYours' })
  await bounty(ben, 'split', id, file('leaves.json', { leaves }))
  await until('safe to start', async () => (await pageOf(ben, id)).margins.length === 2 && (await pageOf(ben, id)).safe, 60_000)
  expect(await bounty(ben, 'pyramid', id)).toMatchObject({
    safe: true,
    step: 'anchor',
    rows: [{ payee: cai.account, amount: (oneEther / 5n).toString(), state: 'anchored', part: null }],
  })
  await bounty(cai, 'keep', (await bounty<{ bundle: string }>(ben, 'share', id)).bundle)
  expect(await bounty(cai, 'tasks')).toMatchObject([
    { kind: 'wait', action: 'release', title: 'Fence', amount: (oneEther / 5n).toString() },
  ])

  // What one side consents to the other one sends, and pays its gas: a delivery, a contest, the release, where a part is paid.
  const consentOf = async (by: Identity, step: object, ...words: readonly string[]) =>
    (await bounty<{ signature: string }>(by, 'consent', id, JSON.stringify(step), ...words)).signature
  // An amount bears its unit: a bare number may be meant in another one.
  const handed = (await pageOf(ben, id)).leaves[0]?.node ?? ''
  const less = (oneEther / 10n).toString()
  const given = await consentOf(cai, { kind: 'free', amount: less }, '--part', handed)
  await expect(bounty(ben, 'free', id, handed, less, '--signature', given)).rejects.toThrow(/AMOUNT_INVALID/)
  await bounty(ben, 'free', id, handed, '0.1eth', '--signature', given)
  await until('less is taken', async () => (await pageOf(ben, id)).leaves[0]?.margin === less, 60_000)

  const delivery = await consentOf(ben, { kind: 'deliver', contentHash: noBounty })
  // Nobody sends what another one did not sign.
  const other = `0x${'1'.repeat(64)}`
  const sent = await bounty<{ transaction: { id: string } }>(ana, 'deliver', id, '--hash', other, '--signature', delivery)
  await until('refused', async () => (await transactionOf(ana, sent.transaction.id))?.state === 'failed', 60_000)
  await bounty(ana, 'deliver', id, '--hash', noBounty, '--signature', delivery)
  await until('delivered', async () => (await pageOf(ana, id)).status === 'delivered', 60_000)
  expect(await bounty(ana, 'tasks')).toMatchObject([{ kind: 'owe', action: 'review' }])
  await bounty(ana, 'object', id, '--reason', 'It leans.')
  await until('objected', async () => (await pageOf(ben, id)).status === 'objected', 60_000)
  await bounty(ana, 'contest', id, '--signature', await consentOf(ben, { kind: 'contest' }))
  await until('contested', async () => (await pageOf(ben, id)).dispute === 'contested', 60_000)
  await bounty(ben, 'accept', id, '--signature', await consentOf(ana, { kind: 'release' }))
  await until('released', async () => (await pageOf(ben, id)).status === 'released', 60_000)
  const leaf = (await pageOf(ben, id)).leaves[0]?.node ?? ''
  const elsewhere = `0x${'7e'.repeat(20)}`
  const redirection = await consentOf(cai, { kind: 'redirect', to: elsewhere }, '--part', leaf)
  await bounty(ben, 'redirect', id, leaf, elsewhere, '--signature', redirection)
  await until('redirected', async () => (await pageOf(cai, id)).leaves[0]?.redirect === elsewhere, 60_000)
  await bounty(ben, 'accept', id, '--part', leaf)
  await until('payable', async () => (await pageOf(ben, id)).leaves[0]?.state === 'payable', 60_000)
  await bounty(ben, 'payout', id)
  await until('paid', async () => (await pageOf(cai, id)).leaves[0]?.state === 'paid', 60_000)
  expect(await bounty(cai, 'tasks')).toEqual([])
}, 240_000)
