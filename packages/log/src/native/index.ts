export { deviceKeyFromSeed } from './deviceKey.ts'
export { nativeDecrypt } from './nativeDecrypt.ts'
export { nativeVerifier, type NativeVerifierInit } from './nativeVerifier.ts'
export { verifyThreads, type VerifyThreads } from './verifyThreads.ts'
