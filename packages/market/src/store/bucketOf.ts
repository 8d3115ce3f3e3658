import { fromHex, hashOf } from '@daomesh/protocol'
import type { PostKey } from './marketStore.ts'

export const bucketCount = 256

/** Which bucket a post belongs to, on every node the same: by the hash of its key, so that all are filled alike. */
export const bucketOf = ({ issuer, post }: PostKey): number => hashOf('daomesh/market/bucket/1', fromHex(issuer), fromHex(post))[0] ?? 0
