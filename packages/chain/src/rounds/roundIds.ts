import { type Hex, type Round, type RoundId, roundId, type RoundProject } from '@daomesh/protocol'
import { encodeAbiParameters, getAbiItem, keccak256 } from 'viem'
import { matchingRoundAbi } from '../abis.ts'

const [roundParameter, projectsParameter] = getAbiItem({ abi: matchingRoundAbi, name: 'open' }).inputs

/** The hash by which a round is known: of all that it states, by the contract's own encoding (R13). The chain is no part of it. */
export const roundIdOf = (round: Round): RoundId => roundId.parse(keccak256(encodeAbiParameters([roundParameter], [round])))

/** What a round commits to its projects by. */
export const projectsHashOf = (projects: readonly RoundProject[]): Hex => keccak256(encodeAbiParameters([projectsParameter], [projects]))
