export { fraction } from './fraction.ts'
export { fault } from './frames/fault.ts'
export { type FrameCodec, frameStream, type FrameStream, type FrameStreamParameters } from './frames/frameStream.ts'
export { createFrameSplitter, type FrameSplitter, prefixFrame } from './frames/lengthPrefix.ts'
export { readFrame } from './frames/readFrame.ts'
export type { Duplex, StreamHandler } from './ports/duplex.ts'
export { type DialAttempt, type DialFailure, dialFailures, type NetworkInspection } from './ports/inspection.ts'
export type { ConnectedPeer, PeerChange, PeerNetwork } from './ports/peerNetwork.ts'
export { isRelayed } from './inspect/isRelayed.ts'
export { relayChoices, type RelayFor } from './ports/relay.ts'
export type { GossipVerdict, PubSub, TopicJudge, TopicRules } from './ports/pubSub.ts'
export { createSync, type PeerHeads, type Sync } from './sync/createSync.ts'
export {
  type Admission,
  type CreateSyncParameters,
  defaultSyncTiming,
  type Frontiers,
  type SpaceOutcome,
  type SyncEvent,
  type SyncOutcome,
  type SyncTiming,
} from './sync/ports.ts'
export { decodeSyncFrame, encodeSyncFrame, isRefusal, type SyncFrame, syncLimits, syncProtocol, type Verdict } from './sync/syncFrames.ts'
export { type CreateGossipParameters, createGossip, type Gossip, type Tuning } from './gossip/createGossip.ts'
export { defaultPublishRate, type PublishRate } from './gossip/publishQueue.ts'
export { topicsOf } from './gossip/topics.ts'
export { createRejectCount, type RejectCount } from './gossip/rejectCount.ts'
export { type AnsweredStreams, answerStreams, type AnswerStreamsParameters } from './streams/answerStreams.ts'
export { createPush, type CreatePushParameters, type Push, type PushListener, pushProtocol } from './push/createPush.ts'
export {
  type CreateReconnectorParameters,
  createReconnector,
  type Reconnector,
  type ReconnectTarget,
} from './reconnect/createReconnector.ts'
