// The same imports as a headless node, and nothing done with them: what the runtime itself needs to start.
await import('@daomesh/peer')
process.stdout.write('ready\n')
process.exit(0)
