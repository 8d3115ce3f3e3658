import { forgiveReaders } from './forgiveReaders.ts'
import { main } from './main.ts'

forgiveReaders()
process.exitCode = await main(process.argv.slice(2))
