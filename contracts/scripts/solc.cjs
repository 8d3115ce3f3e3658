#!/usr/bin/env node
// Lets forge use the solc of npm, offline: forge asks for the version and for standard JSON, and npm's own solcjs speaks neither the way forge expects.
const { readFileSync } = require('node:fs')
const { resolve } = require('node:path')
const solc = require('solc')
const argv = process.argv.slice(2)

/** Sources come inside the JSON; only what they import from outside this folder is read, relative to forge's base path. */
const readImport = (path) => {
  const base = argv[argv.indexOf('--base-path') + 1]
  try {
    return { contents: readFileSync(resolve(argv.includes('--base-path') ? base : process.cwd(), path), 'utf8') }
  } catch (error) {
    return { error: error.message }
  }
}

if (argv.includes('--version')) {
  process.stdout.write(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`)
} else if (argv.includes('--standard-json')) {
  const chunks = []
  process.stdin.on('data', (chunk) => chunks.push(chunk))
  process.stdin.on('end', () => process.stdout.write(solc.compile(Buffer.concat(chunks).toString('utf8'), { import: readImport })))
} else {
  process.stderr.write(`unsupported arguments: ${argv.join(' ')}\n`)
  process.exit(1)
}
