export { addressOf, createAccount, describeRequest, openKeyFile, restoreAccount, signRequest } from '@daomesh/node/keystore'
