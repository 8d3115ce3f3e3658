import { createNarrator, StepFailed } from './narrator.ts'
import { readOptions } from './options.ts'
import { playConfederation } from './confederation/playConfederation.ts'
import { playPyramid } from './pyramid/playPyramid.ts'
import { playDao } from './playDao.ts'
import { keepRunning, showInterface } from './showInterface.ts'
import type { Stage } from './stage.ts'

const options = readOptions(process.argv.slice(2))
const plays = { dao: [playDao, 12], pyramid: [playPyramid, 12], confederation: [playConfederation, 14] } as const
const [play, steps] = plays[options.scene]
const narrator = createNarrator(options.check ? steps : steps + 1)
let stage: Stage | null = null

const end = async (code: number): Promise<never> => {
  await stage?.close()
  process.exit(code)
}
process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))

try {
  const { summary, words, holds, isShown } = await play({
    options,
    narrator,
    onStage: (opened) => {
      stage = opened
    },
  })
  if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`)
  narrator.say(words)
  if (!holds) await end(1)
  if (options.check || stage === null) await end(0)
  else await end(isShown ? await keepRunning() : await showInterface(stage, options))
} catch (error) {
  const name = error instanceof StepFailed ? error.step : 'demo'
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  for (let cause = error instanceof Error ? error.cause : undefined; cause instanceof Error; cause = cause.cause)
    process.stderr.write(`  because: ${cause.message}\n`)
  process.stderr.write(`failed step: ${name}\n`)
  await end(1)
}
