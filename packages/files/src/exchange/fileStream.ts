import { type Duplex, frameStream, type FrameStream } from '@daomesh/network'
import type { Clock } from '@daomesh/protocol'
import { fileLimits } from '../limits.ts'
import { type FileFrame, fileFrames } from './frames.ts'

export type FileStream = FrameStream<FileFrame>

export const fileStream = (stream: Duplex, clock: Clock): FileStream =>
  frameStream({ stream, clock, silence: fileLimits.silence, codec: fileFrames })
