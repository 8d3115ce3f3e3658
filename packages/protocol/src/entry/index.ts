// What a thread that checks entries needs, and no more: the whole package takes it several times as long to read.
export * from '../bytes.ts'
export * from '../encryption/bodies.ts'
export { type Decrypt, decryptXChaCha } from '../encryption/decrypt.ts'
export { DaomeshError } from '../errors/DaomeshError.ts'
export { hashOf } from '../hash.ts'
export * from './header.ts'
export * from './signature.ts'
export * from './wire.ts'
