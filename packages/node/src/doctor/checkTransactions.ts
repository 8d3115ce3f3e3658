import { isSettled, type QueueRow } from '@daomesh/chain'
import { type Finding, finding } from '../contract/diagnosis.ts'
import { minutesOf } from './minutesOf.ts'
import { patiently } from './patiently.ts'
import type { Scene } from './scene.ts'

/** Milliseconds after which a block should have taken it. */
const slow = 3 * 60_000
const day = 24 * 3_600_000

const checkSent = async ({ node, now }: Scene, row: QueueRow): Promise<readonly Finding[]> => {
  const { client } = node.adapters.chain
  const newest = row.signed.at(-1)
  if (newest === undefined || row.state !== 'sent') return []
  const { latest } = await client.nonces(row.account)
  if (latest < newest.nonce) return [finding('TRANSACTION_NONCE_GAP', { transaction: row.id, nonce: newest.nonce, next: latest })]
  if (latest > newest.nonce || now - row.changedAt < slow) return []
  const asked = await client.prepare({ ...row.call, value: BigInt(row.call.value), from: row.account, nonce: newest.nonce })
  return asked.maxFeePerGas > BigInt(newest.maxFeePerGas)
    ? [finding('TRANSACTION_FEE_LOW', { transaction: row.id, minutes: minutesOf(now - row.changedAt) })]
    : []
}

const checkRow = async (scene: Scene, row: QueueRow): Promise<readonly Finding[]> => {
  const transaction = row.id
  if (row.state === 'failed')
    return scene.now - row.changedAt < day ? [finding('TRANSACTION_FAILED', { transaction, reason: row.error?.code ?? '?' })] : []
  if (isSettled(row) || row.state === 'anchored') return []
  if (row.error?.code === 'TRANSACTION_FUNDS') return [finding('TRANSACTION_FUNDS', { transaction })]
  if (row.error?.code === 'TRANSACTION_RIVAL') return [finding('TRANSACTION_RIVAL', { transaction, nonce: row.signed.at(-1)?.nonce ?? 0 })]
  const unsigned =
    row.signed.length === 0 && (row.state === 'signing' || row.error?.code === 'SIGNING_REFUSED' || row.error?.code === 'IDENTITY_LOCKED')
  if (unsigned) return [finding('TRANSACTION_UNSIGNED', { transaction })]
  // What the chain does not answer is found about the chain.
  return (await patiently(scene.node.adapters.clock, checkSent(scene, row))) ?? []
}

/** Why transactions of this node do not go on. */
export const checkTransactions = async (scene: Scene): Promise<readonly Finding[]> =>
  (await Promise.all(scene.node.queue.rows().map((row) => checkRow(scene, row)))).flat()
