import { type Diagnosis, isBlocked } from '@daomesh/node/contract'
import type { Command } from 'commander'
import { examine, onlyPeer } from '../../doctor/examine.ts'
import { exitCodes } from '../exitCodes.ts'
import { diagnosisText, withWords } from '../print/diagnosis.ts'
import { verb } from '../verb.ts'

/** What is wrong with this installation, and why members are not seen. Repairs nothing. */
export const addDoctor = (program: Command): void => {
  verb(
    program
      .command('doctor')
      .description('what is wrong here, why members are not seen, and what to do; works without a running node')
      .option('--peer <member>', 'this member only: a name, an account or a device'),
    async (call) => {
      const peer = call.option('peer')
      const all = await examine(call.home)
      const diagnosis: Diagnosis = peer === undefined ? all : onlyPeer(all, peer)
      const blocked = isBlocked(diagnosis)
      if (blocked) process.exitCode = exitCodes.refused
      return { blocked, ...withWords(diagnosis) }
    },
    diagnosisText,
  )
}
