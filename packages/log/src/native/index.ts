export { deviceKeyFromSeed } from './deviceKey.ts'
export { nativeVerifier, type NativeVerifierInit } from './nativeVerifier.ts'
