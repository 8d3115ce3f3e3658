/** What the contracts package generates, in one place. */
export { daoAbi } from './abi/daoAbi.ts'
export { daoRecordsAbi, daoRecordsBytecode } from './abi/daoRecordsAbi.ts'
export { daoSignaturesAbi, daoSignaturesBytecode } from './abi/daoSignaturesAbi.ts'
export { incomeInboxAbi } from './abi/incomeInboxAbi.ts'
export { daoFactoryAbi, daoFactoryBytecode } from './abi/daoFactoryAbi.ts'
export { bountyEscrowAbi, bountyEscrowBytecode } from './abi/bountyEscrowAbi.ts'
export { matchingRoundAbi, matchingRoundBytecode } from './abi/matchingRoundAbi.ts'
export { pairAbi, pairBytecode } from './abi/pairAbi.ts'
