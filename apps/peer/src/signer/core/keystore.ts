export {
  addressOf,
  createAccount,
  describeRequest,
  openKeyFile,
  restoreAccount,
  signRequest,
} from '../../../../../packages/node/src/keystore/index.ts'
