import { readFrame } from '@daomesh/network'
import { encode, limits } from '@daomesh/protocol'
import { z } from 'zod'
import { chunkFrame, readChunkFrame } from './chunkFrame.ts'
import { fileLimits } from '../limits.ts'

export const filesProtocol = '/daomesh/files/1'

/** What one side says of the other's proof. */
export const welcomes = ['admit', 'MEMBERSHIP_UNKNOWN', 'refuse'] as const
export type Welcome = (typeof welcomes)[number]

/** One frame of the file protocol (Z10). */
export type FileFrame =
  | { readonly type: 'hello'; readonly tag: Uint8Array; readonly proof: Uint8Array }
  | { readonly type: 'welcome'; readonly welcome: Welcome; readonly proof: Uint8Array }
  | { readonly type: 'want'; readonly file: Uint8Array }
  | { readonly type: 'have'; readonly manifest: boolean; readonly chunks: Uint8Array }
  | { readonly type: 'askManifest' }
  | { readonly type: 'manifest'; readonly sealed: Uint8Array | null }
  | { readonly type: 'ask'; readonly chunks: readonly number[] }
  | { readonly type: 'chunk'; readonly index: number; readonly sealed: Uint8Array | null }

const proofBytes = 256 * 1024
const chunksAtMost = limits.fileBytes / limits.fileChunkBytes
const hash = z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32)
const bytes = (max: number) => z.instanceof(Uint8Array).refine((value) => value.length <= max)
const index = z
  .number()
  .int()
  .min(0)
  .max(chunksAtMost - 1)
const t = z.literal

const frames = {
  0: z.tuple([t(0), t(1), hash, bytes(proofBytes)]).transform(([, , tag, proof]) => ({ type: 'hello', tag, proof }) as const),
  1: z
    .tuple([t(1), z.union([t(0), t(1), t(2)]), bytes(proofBytes)])
    .transform(([, welcome, proof]) => ({ type: 'welcome', welcome: welcomes[welcome], proof }) as const),
  2: z.tuple([t(2), hash]).transform(([, file]) => ({ type: 'want', file }) as const),
  3: z
    .tuple([t(3), z.boolean(), bytes(chunksAtMost / 8)])
    .transform(([, manifest, chunks]) => ({ type: 'have', manifest, chunks }) as const),
  4: z.tuple([t(4)]).transform(() => ({ type: 'askManifest' }) as const),
  5: z.tuple([t(5), bytes(limits.frameBytes).nullable()]).transform(([, sealed]) => ({ type: 'manifest', sealed }) as const),
  6: z.tuple([t(6), z.array(index).min(1).max(fileLimits.chunksPerAsk)]).transform(([, chunks]) => ({ type: 'ask', chunks }) as const),
  7: z
    .tuple([t(7), index, bytes(limits.frameBytes).nullable()])
    .transform(([, at, sealed]) => ({ type: 'chunk', index: at, sealed }) as const),
} as const

const wireOf = (f: FileFrame): readonly unknown[] => {
  switch (f.type) {
    case 'hello':
      return [0, 1, f.tag, f.proof]
    case 'welcome':
      return [1, welcomes.indexOf(f.welcome), f.proof]
    case 'want':
      return [2, f.file]
    case 'have':
      return [3, f.manifest, f.chunks]
    case 'askManifest':
      return [4]
    case 'manifest':
      return [5, f.sealed]
    case 'ask':
      return [6, f.chunks]
    case 'chunk':
      return [7, f.index, f.sealed]
  }
}

export const encodeFileFrame = (frame: FileFrame): Uint8Array =>
  frame.type === 'chunk' && frame.sealed !== null ? chunkFrame(frame.index, frame.sealed) : encode(wireOf(frame))

/**
 * The one frame these bytes are.
 * @throws DaomeshError `SYNC_FRAME` for anything that is not exactly one known frame in canonical form.
 */
export const decodeFileFrame = (wire: Uint8Array): FileFrame => {
  const chunk = readChunkFrame(wire)
  return chunk !== null && chunk.index < chunksAtMost ? { type: 'chunk', ...chunk } : readFrame<FileFrame>(frames, wire)
}

export const fileFrames = { encode: encodeFileFrame, decode: decodeFileFrame }
